using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Theory;

public class SignalWatchTests
{
    private static Parameter Holding(double[] gradient, double factor)
    {
        Parameter parameter = new(gradient.Length, 1, decays: true);
        for (int k = 0; k < gradient.Length; k++)
        {
            parameter.Gradient[k] = (float)(gradient[k] * factor);
        }

        return parameter;
    }

    private static double[][] Gradients(int rows, int weights, double signal, Rng rng) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, weights).Select(_ => signal + rng.NextGaussian()).ToArray())];

    private static double Watch(SignalWatch watch, double[][] gradients, int parts)
    {
        int rows = gradients.Length, weights = gradients[0].Length;
        double[] Sum(int from, int to) => [.. Enumerable.Range(0, weights).Select(k => gradients[from..to].Sum(row => row[k]))];
        for (int part = 0; part < parts; part++)
        {
            (int from, int to) = (part * rows / parts, (part + 1) * rows / parts);
            watch.Part([Holding(Sum(from, to), 1.0 / rows)], (double)(to - from) / rows);
        }

        watch.Whole([Holding(Sum(0, rows), 1.0 / rows)]);
        return watch.Last;
    }

    [Fact]
    public void Rows_as_parts_give_the_U_statistic()
    {
        const int b = 12, weights = 5;
        double[][] gradients = Gradients(b, weights, 0.3, new Rng(2));
        double expected = 0;
        for (int k = 0; k < weights; k++)
        {
            double mean = gradients.Average(row => row[k]), variance = gradients.Average(row => (row[k] - mean) * (row[k] - mean));
            expected += mean * mean - variance / (b - 1);
            // The same, as the mean over pairs.
            Assert.Equal(mean * mean - variance / (b - 1), Enumerable.Range(0, b).Average(i => gradients[i][k] * Enumerable.Range(0, b).Where(j => j != i).Average(j => gradients[j][k])), 12);
        }

        Assert.True(Math.Abs(Watch(new SignalWatch(), gradients, b) - expected) <= 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void Unequal_parts_are_unbiased(double signal)
    {
        Rng rng = new(4);
        SignalWatch watch = new();
        double[] found = [.. Enumerable.Range(0, 4000).Select(_ => Watch(watch, Gradients(19, 4, signal, rng), SignalWatch.Parts))];
        double mean = found.Average(), error = Math.Sqrt(found.Average(value => (value - mean) * (value - mean)) / found.Length);
        Assert.True(Math.Abs(mean - 4 * signal * signal) <= 4 * error, $"{mean} against {4 * signal * signal} ± {error}");
        // The naive square is not.
        Assert.True(4 / 19.0 > 10 * error);
        // Without signal the sign is chance, with it never.
        Assert.True(signal == 0 || !watch.IsSpent);
    }

    [Fact]
    public void A_window_below_zero_ends_training()
    {
        SignalWatch watch = new();
        for (int step = 0; step < 100; step++)
        {
            Assert.False(watch.IsSpent);
            Watch(watch, [[1], [-1]], 2);
        }

        Assert.True(watch.IsSpent);
    }

    [Fact]
    public void Labels_by_chance_end_training_early_and_a_clear_rule_does_not()
    {
        Rng rng = new(1);
        FeatureTable features = new(Modality.Tabular, Enumerable.Range(0, 4).Select(j => new NumericColumn($"x{j}", [.. Enumerable.Range(0, 300).Select(_ => (float)rng.NextGaussian())])));
        float[] first = ((NumericColumn)features.Columns[0]).Values.ToArray();
        ILearner learner = new MlpLearner(new MlpOptions { Members = 1, Width = 32, Epochs = 60, Dropout = 0, BatchSize = 32 })
            .With(new JsonObject { ["stopRule"] = "signal", ["gate"] = "soft", ["gateLevel"] = 0.01 });
        Assert.Equal(StopRule.Signal, ((MlpLearner)learner).Settings.StopRule);
        int Epochs(Func<int, int> label)
        {
            int epochs = 0;
            learner.Fit(
                new TrainingSet(features, Labels.OfClasses([.. Enumerable.Range(0, 300).Select(label)], ["a", "b"])),
                new FitContext(3) { Observer = new Count(step => epochs = step) });
            return epochs;
        }

        int chance = Epochs(_ => rng.NextInt(2)), rule = Epochs(row => first[row] > 0 ? 1 : 0);
        Assert.True(chance < rule, $"{chance} epochs of chance, {rule} of a rule");
        Assert.InRange(chance, 10, 59);
    }

    [Fact]
    public void Gated_networks_still_learn_an_easy_problem()
    {
        Problem problem = Problems.Table(2);
        foreach (string gate in new[] { "hard", "soft", "ratio" })
        {
            ILearner learner = new MlpLearner(new MlpOptions { Members = 1, Width = 32, Epochs = 40 }).With(new JsonObject { ["gate"] = gate, ["gateLevel"] = 0.01 });
            Prediction prediction = learner.Fit(problem.Train, new FitContext(3)).Predict(problem.Test);
            Assert.True(Enumerable.Range(0, prediction.Count).Average(row => prediction.Class(row) == problem.TestLabels.Classes[row] ? 0.0 : 1) < 0.3, gate);
        }
    }

    private sealed class Count(Action<int> see) : ITrainingObserver
    {
        public void After(TrainingStep step) => see(step.Number);
    }
}
