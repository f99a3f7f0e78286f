using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class NetworkTrainingTests
{
    private const int Rows = 120;
    private static readonly NetworkSpec Net = new(
        new NetworkInput.Columns(2, 2), [new Layer.Dense(16), new Layer.Activate(Activation.Silu), new Layer.Dense(2)]);

    private static readonly TrainingSpec Plan = new() { Epochs = 20, BatchSize = 16, LearningRate = 0.02 };
    private static readonly InnerSplit Split = new([.. Enumerable.Range(0, 90)], [.. Enumerable.Range(90, 30)]);

    private static (DenseRows Rows, SoftmaxLoss Loss) Circle(double labelNoise)
    {
        Rng rng = new(2);
        float[] x = [.. Enumerable.Range(0, 2 * Rows).Select(_ => (float)rng.NextGaussian())];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row =>
            (x[2 * row] * x[2 * row] + x[2 * row + 1] * x[2 * row + 1] > 1.4) ^ (rng.NextDouble() < labelNoise) ? 1 : 0)];
        return (new DenseRows(2, x, Rows), new SoftmaxLoss(labels, 2, 0));
    }

    private static TrainedNet Run(TrainingSpec plan, InnerSplit split, double labelNoise = 0, int shards = 1, int threads = 1)
    {
        (DenseRows rows, SoftmaxLoss loss) = Circle(labelNoise);
        return new NetworkTraining(Net, plan, rows, loss, shards, threads, CancellationToken.None).Run(split, 5);
    }

    [Fact]
    public void The_best_epoch_is_kept_and_training_stops_after_it()
    {
        TrainedNet trained = Run(Plan with { Epochs = 200, LearningRate = 0.1, Schedule = RateSchedule.Constant, Patience = 0.05 }, Split, labelNoise: 0.3);
        Assert.Equal(trained.Scores.Min(), trained.Scores[trained.BestEpoch - 1]);
        Assert.True(trained.Scores.Count < 200 && trained.Scores.Count - trained.BestEpoch == 10, $"{trained.BestEpoch} of {trained.Scores.Count}");
        // The outputs on the held-out rows are those of the weights that were kept.
        (DenseRows rows, SoftmaxLoss loss) = Circle(0.3);
        Assert.Equal(trained.Scores[trained.BestEpoch - 1], loss.Sum(trained.HeldOutputs, Split.Held) / 30, 9);
        float[] again = new float[60];
        new NetworkOutputs(Net, trained.Values).Each(rows, (row, outputs) => outputs.CopyTo(row >= 90 ? again.AsSpan((row - 90) * 2, 2) : new float[2]));
        Assert.Equal(trained.HeldOutputs, again);
    }

    [Fact]
    public void Without_held_out_rows_all_epochs_are_trained()
    {
        TrainedNet trained = Run(Plan, new InnerSplit([.. Enumerable.Range(0, Rows)], []));
        Assert.Empty(trained.Scores);
        Assert.Equal(20, trained.BestEpoch);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        TrainedNet one = Run(Plan, Split, shards: 2), two = Run(Plan, Split, shards: 2, threads: 2);
        Assert.Equal(one.Scores, two.Scores);
        Assert.All(one.Values.Zip(two.Values), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void A_run_that_diverges_is_tried_once_at_a_third_of_the_rate_and_then_fails_with_both_rates()
    {
        string message = Assert.Throws<DivergedException>(() => Run(Plan with { LearningRate = 3e38 }, Split)).Message;
        Assert.Contains("3E+38", message, StringComparison.Ordinal);
        Assert.Contains("1E+38", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_that_succeeds_is_said()
    {
        TrainingSet train = Problems.Table(2).Train;
        string? remark = null;
        // Where a rate and its third fail, the third fails and may be saved by its own.
        for (double rate = 1e30; remark is null && rate > 1; rate /= 3)
        {
            try
            {
                remark = Fit(rate).Remark;
                Assert.NotNull(remark);
            }
            catch (DivergedException)
            {
            }
        }

        Assert.Contains("1 of 1 networks diverged", remark, StringComparison.Ordinal);
        Assert.Null(Fit(0.03).Remark);

        IPredictor Fit(double rate) => new MlpLearner(new MlpOptions { LearningRate = rate, Width = 16, Members = 1, Epochs = 2 }).Fit(train, new FitContext(1));
    }

    [Fact]
    public void Every_network_that_is_trained_by_steps_can_be_told_to_count_classes_alike_and_to_train_its_full_budget()
    {
        ILearner[] networks = [.. Catalog.Scan<ILearner>(typeof(MlpLearner).Assembly).All
            .Where(learner => learner.Family == Family.Neural && learner.Options.ContainsKey("learningRate"))];
        Assert.True(networks.Length >= 10);
        Assert.All(networks, learner => Assert.True(learner.Options.ContainsKey("classWeights") && learner.Options.ContainsKey("earlyStopping"), learner.Id));
    }

    [Fact]
    public void Balanced_classes_give_a_rare_class_more_probability()
    {
        Problem problem = Problems.Table(2);
        int[] ones = [.. Enumerable.Range(0, problem.Train.Count).Where(row => problem.Train.Labels.Classes[row] == 1)];
        Problem rare = Problems.WithRows(problem, [.. Enumerable.Range(0, problem.Train.Count).Where(row => problem.Train.Labels.Classes[row] == 0), .. ones[..(ones.Length / 5)]]);
        double Share(ClassWeights weights)
        {
            Prediction prediction = rare.Solve(new MlpLearner(new MlpOptions { Width = 32, Members = 1, Epochs = 20, ClassWeights = weights }));
            return Enumerable.Range(0, prediction.Count).Average(row => prediction.Row(row)[1]);
        }

        double plain = Share(ClassWeights.None), balanced = Share(ClassWeights.Balanced);
        Assert.True(balanced > plain + 0.02, $"{balanced} and {plain}");
    }

    [Fact]
    public void Class_weights_count_in_the_slopes()
    {
        float[] slopes = new float[4], weighted = new float[4];
        new SoftmaxLoss([0, 1], 2, 0).Slopes([1, 2, 3, 4], [0, 1], slopes);
        new SoftmaxLoss([0, 1], 2, 0, [3, 0.5]).Slopes([1, 2, 3, 4], [0, 1], weighted);
        Assert.Equal([3 * slopes[0], 3 * slopes[1], 0.5f * slopes[2], 0.5f * slopes[3]], weighted, (a, b) => Math.Abs(a - b) <= 1e-6);
    }
}
