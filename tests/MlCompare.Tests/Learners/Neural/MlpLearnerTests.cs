using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Neural;

public class MlpLearnerTests
{
    private static readonly ILearner Quick = new MlpLearner(new MlpOptions { Width = 32, Members = 2, Epochs = 30 });

    [Fact]
    public void Relabelling_the_classes_permutes_the_columns_bit_for_bit()
    {
        Problem problem = Problems.Table(4);
        int[] newCode = [2, 0, 3, 1];
        Prediction plain = problem.Solve(Quick), renamed = Problems.Relabelled(problem, newCode).Solve(Quick);
        for (int row = 0; row < plain.Count; row++)
        {
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal(plain.Row(row)[k], renamed.Row(row)[newCode[k]]);
            }
        }
    }

    [Fact]
    public void Reordering_the_features_changes_no_bit()
    {
        Problem problem = Problems.Regression();
        Assert.Equal(problem.Solve(Quick).Values, Problems.WithColumns(problem, columns => columns.Reverse()).Solve(Quick).Values);
    }

    [Fact]
    public void Shared_encoding_changes_no_prediction() =>
        Assert.Null(LearnerContract.Checks.Single(check => check.Promise == LearnerContract.SharedFit).Run(new MlpLearner(new MlpOptions { Width = 16, Members = 1, Epochs = 3 })));

    [Fact]
    public void Networks_side_by_side_are_those_one_after_the_other()
    {
        Problem problem = Problems.Table(4);
        double[] Solve(int threads) => Quick.Fit(problem.Train, new FitContext(5) { Threads = threads }).Predict(problem.Test).Values;
        Assert.Equal(Solve(1), Solve(2));
    }

    [Fact]
    public void Another_seed_gives_another_network()
    {
        Problem problem = Problems.Table(2);
        Assert.NotEqual(problem.Solve(Quick, seed: 7).Values, problem.Solve(Quick, seed: 8).Values);
    }

    [Fact]
    public void It_learns_a_product_that_no_linear_model_can()
    {
        Rng rng = new(12);
        float[][] x = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 1200).Select(_ => (float)rng.NextDouble(-1, 1)).ToArray())];
        FeatureTable features = new(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values)));
        double[] y = [.. x[0].Zip(x[1], (a, b) => 1000 + 50.0 * a * b)];
        int[] train = [.. Enumerable.Range(0, 1000)], test = [.. Enumerable.Range(1000, 200)];
        IPredictor model = Quick.Fit(new TrainingSet(features.Select(train), Labels.OfValues(y).Select(train)), new FitContext(1));
        double[] found = model.Predict(features.Select(test)).Values;
        double mean = y.Average();
        double unexplained = test.Sum(row => Math.Pow(y[row] - found[row - 1000], 2)) / test.Sum(row => Math.Pow(y[row] - mean, 2));
        Assert.True(unexplained <= 0.05, $"{unexplained}");
    }

    [Fact]
    public void A_constant_target_is_predicted_exactly_and_predictions_stay_in_the_range_of_the_targets()
    {
        Problem problem = Problems.Regression();
        TrainingSet constant = problem.Train with { Labels = Labels.OfValues([.. Enumerable.Repeat(0.1, problem.Train.Count)]) };
        Assert.All(Quick.Fit(constant, new FitContext(1)).Predict(problem.Test).Values, value => Assert.True(Math.Abs(value - 0.1) <= 1e-12));
        double[] targets = problem.Train.Labels.Values;
        Assert.All(problem.Solve(Quick).Values, value => Assert.InRange(value, targets.Min(), targets.Max()));
    }

    [Fact]
    public void A_class_that_training_lacks_gets_a_small_equal_share()
    {
        Problem problem = Problems.Table(4);
        int[] rows = [.. Enumerable.Range(0, problem.Train.Count).Where(row => problem.Train.Labels.Classes[row] is 1 or 3)];
        Prediction prediction = Problems.WithRows(problem, rows).Solve(Quick);
        double share = 1.0 / (rows.Length + 4);
        for (int row = 0; row < prediction.Count; row++)
        {
            Assert.Equal(share, prediction.Row(row)[0], 12);
            Assert.Equal(share, prediction.Row(row)[2], 12);
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_their_name()
    {
        foreach ((string option, double value) in ((string, double)[])[("width", 100), ("members", 0), ("learningRate", 0), ("dropout", 1), ("patience", 0)])
        {
            JsonNode node = value == Math.Floor(value) ? JsonValue.Create((int)value) : JsonValue.Create(value);
            InputException error = Assert.Throws<InputException>(() => new MlpLearner().With(new JsonObject { [option] = node }));
            Assert.Contains(option, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cancelled_fit_ends_at_once()
    {
        Assert.Throws<OperationCanceledException>(
            () => Quick.Fit(Problems.Table(2).Train, new FitContext(1, new CancellationToken(canceled: true))));
    }
}
