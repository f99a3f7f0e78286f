using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Boosting;

public class MonotoneTests
{
    private const int Rows = 500;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 2)]
    [InlineData(-1, 2)]
    public void Predictions_go_one_way_where_free_ones_do_not(int sign, int classes)
    {
        TrainingSet train = Waves(classes, turned: false);
        Assert.True(WorstStep(Fit(train, null), sign) < -0.05);
        Assert.True(WorstStep(Fit(train, new() { ["x"] = sign }), sign) >= 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_second_class_is_meant_whichever_occurs_first(int sign)
    {
        TrainingSet train = Waves(2, turned: true);
        Assert.Equal(1, train.Labels.Classes[0]);
        Assert.Equal(0, Waves(2, turned: false).Labels.Classes[0]);
        Assert.True(WorstStep(Fit(train, new() { ["x"] = sign }), sign) >= 0);
    }

    [Fact]
    public void A_constraint_that_holds_anyway_costs_little()
    {
        TrainingSet train = Waves(0, turned: false);
        double[] targets = [.. ((NumericColumn)train.Features.Columns[0]).Values.Select(x => float.IsNaN(x) ? 0.0 : x + 0.1 * Math.Sin(x))];
        train = train with { Labels = Labels.OfValues(targets) };
        double Error(IPredictor model) => model.Predict(train.Features).Values.Zip(targets).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        double free = Error(Fit(train, null)), held = Error(Fit(train, new() { ["x"] = 1 }));
        Assert.True(held <= 3 * free, FormattableString.Invariant($"{held} against {free}"));
        Assert.True(Error(Fit(train, new() { ["x"] = -1 })) >= 10 * free);
    }

    [Fact]
    public void Bounds_hold_down_the_tree_and_some_leaves_lie_on_them()
    {
        Rng rng = new(1);
        float[] values = [.. Enumerable.Range(0, 2 * Rows).Select(_ => (float)rng.NextDouble())];
        float[] h = [.. Enumerable.Repeat(1f, Rows)];
        float[] g = [.. Enumerable.Range(0, Rows).Select(i => -(float)(values[2 * i] + 2 * Math.Sin(9 * values[2 * i] + 5 * values[2 * i + 1])))];
        BinnedTable table = BoostingSamples.Bin(values, 2, [0, 0]);
        TreeLimits limits = BoostingSamples.Free with { L2 = 1, MinRows = 5, Directions = [1, 0] };
        Tree bound = Grow(table, limits, g, h);
        Tree free = Grow(table, limits with { Directions = null }, g, h);
        Assert.True(Fall(bound) >= 0);
        Assert.True(Fall(free) < -0.1);
        int onBound = 0;
        foreach (IGrouping<double, int> leaf in BoostingSamples.All(Rows).GroupBy(row => bound.Value(values.AsSpan(2 * row, 2))))
        {
            double newton = -leaf.Sum(row => (double)g[row]) / (leaf.Count() + 1);
            onBound += Math.Abs(newton - leaf.Key) > 1e-3 ? 1 : 0;
        }

        Assert.True(onBound > 0, "without bounds below the splits every leaf would hold its Newton step");
    }

    [Fact]
    public void Columns_that_are_absent_or_without_order_are_refused_by_name()
    {
        TrainingSet train = BoostingSamples.Mixed(100, 2, 1);
        foreach ((string name, string reason) in new[] { ("agee", "not there"), ("c", "no order") })
        {
            InputException error = Assert.Throws<InputException>(() => Fit(train, new() { [name] = 1 }));
            Assert.Contains($"'{name}', ", error.Message);
            Assert.Contains(reason, error.Message);
        }
    }

    [Fact]
    public void More_classes_than_two_are_declined_and_other_signs_refused()
    {
        BoostingLearner learner = new(new BoostingOptions { Monotone = new Dictionary<string, int> { ["a"] = 1 } });
        Assert.Contains("4 classes", learner.Decline(BoostingSamples.Mixed(100, 4, 1)));
        Assert.Null(learner.Decline(BoostingSamples.Mixed(100, 2, 1)));
        Assert.Throws<InputException>(() => learner.With(new JsonObject { ["monotone"] = new JsonObject { ["a"] = 2 } }));
        Assert.Equal(-1, ((BoostingLearner)learner.With(new JsonObject { ["monotone"] = new JsonObject { ["a"] = -1 } })).Settings.Monotone!["a"]);
    }

    /// <summary>A target that goes up and down with x, differently for each y, with missing values in x.</summary>
    private static TrainingSet Waves(int classes, bool turned)
    {
        Rng rng = new(3);
        float[] x = new float[Rows], y = new float[Rows];
        double[] targets = new double[Rows];
        int[] labels = new int[Rows];
        for (int i = 0; i < Rows; i++)
        {
            x[i] = (float)rng.NextDouble(-3, 3);
            y[i] = (float)rng.NextDouble(-1, 1);
            targets[i] = Math.Sin(2 * x[i] + y[i]) + y[i] + 0.1 * rng.NextGaussian();
            x[i] = rng.NextDouble() < 0.1 ? float.NaN : x[i];
            labels[i] = i == 0 ? (turned ? 1 : 0) : targets[i] > 0 ? 1 : 0;
        }

        FeatureTable features = BoostingSamples.Table(new NumericColumn("x", x), new NumericColumn("y", y));
        return new TrainingSet(features, classes == 0 ? Labels.OfValues(targets) : Labels.OfClasses(labels, ["no", "yes"]));
    }

    private static IPredictor Fit(TrainingSet train, Dictionary<string, int>? monotone) =>
        BoostingSamples.Fit(train, new BoostingOptions { Monotone = monotone });

    /// <summary>The least step of the prediction (of two classes: the second's probability) along x, times the sign.</summary>
    private static double WorstStep(IPredictor model, int sign)
    {
        double worst = 0;
        for (double y = -1; y <= 1; y += 0.25)
        {
            float[] x = [.. Enumerable.Range(0, 200).Select(i => (float)(-3.2 + 0.032 * i))];
            FeatureTable line = BoostingSamples.Table(new NumericColumn("x", x), new NumericColumn("y", [.. x.Select(_ => (float)y)]));
            Prediction prediction = model.Predict(line);
            for (int i = 1; i < x.Length; i++)
            {
                worst = Math.Min(worst, sign * (prediction.Row(i)[^1] - prediction.Row(i - 1)[^1]));
            }
        }

        return worst;
    }

    private static Tree Grow(BinnedTable table, TreeLimits limits, float[] g, float[] h) => new TreeGrower(table, limits).Grow(
        BoostingSamples.All(Rows), g, h, [0, 1], 1, new double[2], CancellationToken.None);

    private static double Fall(Tree tree)
    {
        double worst = 0;
        for (float y = 0; y <= 1; y += 0.05f)
        {
            for (float x = 0; x < 1; x += 0.01f)
            {
                worst = Math.Min(worst, tree.Value([x + 0.01f, y]) - tree.Value([x, y]));
            }
        }

        return worst;
    }
}
