using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Tests.Learners.Boosting;

namespace MlCompare.Tests.Importance;

public class PermutationImportanceTests
{
    /// <summary>Knows y = x0 exactly, so that shuffling x0 costs √(2·variance) on average and shuffling x1 nothing at all.</summary>
    [Fact]
    public void A_number_costs_what_theory_says()
    {
        Rng rng = new(1);
        float[] x0 = [.. Enumerable.Range(0, 4000).Select(_ => (float)rng.NextGaussian())], x1 = [.. x0.Select(_ => (float)rng.NextGaussian())];
        FeatureTable table = BoostingSamples.Table(new NumericColumn("x0", x0), new NumericColumn("x1", x1));
        IReadOnlyList<LossIncrease> increases =
            PermutationImportance.Of(new Echo(0), table, Labels.OfValues([.. x0.Select(x => x + rng.NextGaussian())]), 5, 3, default);
        // Residual variance 1 before, 1 + 2·1 after.
        double expected = Math.Sqrt(3) - 1;
        Assert.InRange(Math.Abs(increases[0].Mean - expected), 0, 4 * increases[0].StandardError);
        Assert.InRange(increases[0].StandardError, 0.005, 0.03);
        Assert.Equal(new LossIncrease(0, 0), increases[1]);
    }

    /// <summary>One row shuffled with itself can lose nothing; two rows by hand.</summary>
    [Fact]
    public void A_class_costs_its_log_loss()
    {
        FeatureTable table = BoostingSamples.Table(new NumericColumn("p", [0.8f, 0.25f]));
        Labels labels = Labels.OfClasses([1, 0], ["no", "yes"]);
        double plain = PermutationImportance.Loss(new Probability().Predict(table), labels);
        Assert.Equal(-(Math.Log(0.8f) + Math.Log(1 - 0.25f)) / 2, plain, 1e-12);
        double swapped = -(Math.Log(0.25f) + Math.Log(1 - 0.8f)) / 2;
        LossIncrease increase = PermutationImportance.Of(new Probability(), table, labels, 1000, 3, default)[0];
        // Half of the shuffles swap; a thousand of them stray by 0.016 (one deviation) of the whole.
        Assert.InRange(increase.Mean / (swapped - plain), 0.42, 0.58);
    }

    [Fact]
    public void Every_model_meets_the_same_shuffles_and_no_input_is_written_to()
    {
        TrainingSet rows = BoostingSamples.Mixed(300, 0, 5);
        string before = Hash(rows);
        Recorder one = new(), two = new();
        PermutationImportance.Of(one, rows.Features, rows.Labels, 3, 8, default);
        PermutationImportance.Of(two, rows.Features, rows.Labels, 3, 8, default);
        Assert.Equal(1 + 3 * 4, one.Seen.Count);
        Assert.Equal(one.Seen, two.Seen);
        Assert.Equal(one.Seen.Count, one.Seen.Distinct().Count());
        Assert.Equal(before, Hash(rows));
        Recorder other = new();
        PermutationImportance.Of(other, rows.Features, rows.Labels, 3, 9, default);
        Assert.NotEqual(one.Seen, other.Seen);
    }

    private static string Hash(TrainingSet rows) => new Dataset("a", "a", rows.Features, rows.Labels, new Provenance("a")).ContentHash;

    private sealed class Echo(int column) : IPredictor
    {
        public Prediction Predict(FeatureTable features) => new([.. ((NumericColumn)features.Columns[column]).Values.Select(x => (double)x)], 1);

        public void Save(BinaryWriter writer)
        {
        }
    }

    private sealed class Probability : IPredictor
    {
        public Prediction Predict(FeatureTable features) =>
            new([.. ((NumericColumn)features.Columns[0]).Values.SelectMany(p => new double[] { 1 - p, p })], 2);

        public void Save(BinaryWriter writer)
        {
        }
    }

    private sealed class Recorder : IPredictor
    {
        public List<string> Seen { get; } = [];

        public Prediction Predict(FeatureTable features)
        {
            Seen.Add(new Dataset("a", "a", features, Labels.OfValues(new double[features.Count]), new Provenance("a")).ContentHash);
            return new Prediction(new double[features.Count], 1);
        }

        public void Save(BinaryWriter writer)
        {
        }
    }
}
