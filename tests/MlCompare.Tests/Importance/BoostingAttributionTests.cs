using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Forest;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Learners.Boosting;

namespace MlCompare.Tests.Importance;

/// <summary>The attributions of whole boosting models: numbers, categories and gaps together.</summary>
public class BoostingAttributionTests
{
    private static readonly BoostingOptions Few = new(MaxRounds: 40, Patience: 5, CrossValidateBelow: 0);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Contributions_add_up_exactly(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(400, classes, 3);
        Assert.Null(AttributionSums.Find(BoostingSamples.Fit(train, Few), train.Features.Head(60), 1e-9));
    }

    [Theory]
    [InlineData(Objective.Absolute)]
    [InlineData(Objective.Huber)]
    [InlineData(Objective.Quantile)]
    [InlineData(Objective.Poisson)]
    public void Contributions_add_up_for_every_objective(Objective objective)
    {
        TrainingSet train = BoostingSamples.Mixed(400, 0, 3);
        train = train with { Labels = Labels.OfValues([.. train.Labels.Values.Select(value => Math.Round(Math.Exp(value)))]) };
        BoostingPredictor model = BoostingSamples.Fit(train, Few with { Objective = objective });
        Assert.Equal(objective == Objective.Poisson ? Link.Log : Link.Identity, model.Attribute(train.Features.Head(1)).Link);
        Assert.Null(AttributionSums.Find(model, train.Features.Head(60), 1e-9));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Forests_attribute_their_predictions(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(300, classes, 3);
        IPredictor model = new RandomForestLearner(new ForestOptions(Trees: 20)).Fit(train, new FitContext(1));
        Attributions attributions = ((IShapley)model).Attribute(train.Features.Head(40));
        Assert.Equal(Link.Identity, attributions.Link);
        Assert.Null(AttributionSums.Find(model, train.Features.Head(40), classes > 2 ? 1e-6 : 1e-12));
        double[] means = attributions.MeanAbsolute();
        Assert.True(means[3] < 0.3 * means[0], string.Join(' ', means));
    }

    [Fact]
    public void One_class_alone_needs_no_input()
    {
        TrainingSet two = BoostingSamples.Mixed(50, 2, 3);
        TrainingSet train = two with { Labels = Labels.OfClasses([.. two.Labels.Classes.Select(_ => 1)], ["never", "always"]) };
        BoostingPredictor model = BoostingSamples.Fit(train, Few);
        Assert.Null(AttributionSums.Find(model, train.Features, 1e-9));
        Assert.All(model.Attribute(train.Features).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Of_three_classes_two_may_occur()
    {
        TrainingSet two = BoostingSamples.Mixed(300, 2, 3);
        TrainingSet train = two with { Labels = Labels.OfClasses([.. two.Labels.Classes.Select(k => k + 1)], ["absent", "a", "b"]) };
        BoostingPredictor model = BoostingSamples.Fit(train, Few);
        Attributions attributions = model.Attribute(train.Features);
        for (int row = 0; row < 40; row++)
        {
            ReadOnlySpan<double> p = model.Predict(train.Features.Select([row])).Row(0);
            double odds = attributions.Score(row, 2) - attributions.Score(row, 1);
            Assert.True(Math.Abs(Math.Log(p[2] / p[1]) - odds) <= 1e-9, $"row {row}");
            Assert.Equal(-1, attributions.Of(row, 0).IndexOfAnyExcept(0));
        }
    }

    /// <summary>Every subset of the four inputs, with the trees walked once more by the definition.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Equal_brute_force_over_all_subsets(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(500, classes, 11);
        BoostingPredictor model = BoostingSamples.Fit(train, Few);
        Attributions attributions = model.Attribute(train.Features.Head(30));
        double scale = classes == 0 ? Math.Sqrt(train.Labels.Values.Average(y => y * y) - Math.Pow(train.Labels.Values.Average(), 2)) : 1;
        double sign = classes == 0 || train.Labels.Classes.First() == 0 ? 1 : -1;
        EncodedRows rows = InputEncoding.Fit(train.Features, new BoostingOptions(), default).Encode(train.Features, 0, 30);
        for (int row = 0; row < 30; row++)
        {
            double[] expected = new double[4];
            foreach (Tree tree in model.Trees)
            {
                double[] own = Plain(tree, rows.Row(row)).Shapley(4);
                expected = [.. expected.Zip(own, (a, b) => a + sign * scale * b)];
            }

            double[] actual = attributions.Of(row, 0).ToArray();
            Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-9, $"row {row}: {pair.First:R} against {pair.Second:R}"));
        }
    }

    [Fact]
    public void Useless_columns_get_little_and_twins_share()
    {
        TrainingSet plain = BoostingSamples.Mixed(600, 2, 3);
        Column a = plain.Features.Columns[0];
        TrainingSet train = plain with
        {
            Features = BoostingSamples.Table([.. plain.Features.Columns, new NumericColumn("a again", [.. ((NumericColumn)a).Values])]),
        };
        double[] alone = BoostingSamples.Fit(plain, Few).Attribute(plain.Features).MeanAbsolute();
        BoostingPredictor model = BoostingSamples.Fit(train, Few with { ColumnFraction = 0.5 });
        double[] shared = model.Attribute(train.Features).MeanAbsolute();
        Assert.True(alone[3] < 0.1 * alone[0], string.Join(' ', alone));
        Assert.InRange(shared[4] / (shared[0] + shared[4]), 0.2, 0.8);
        Assert.InRange(model.GainImportance[4] / (model.GainImportance[0] + model.GainImportance[4]), 0.2, 0.8);
        Assert.InRange((shared[0] + shared[4]) / alone[0], 0.7, 1.3);
        Assert.True(model.GainImportance[3] < 0.1 * (model.GainImportance[0] + model.GainImportance[4]));
        Assert.Equal(1, model.GainImportance.Sum(), 1e-12);
    }

    [Fact]
    public void Saved_models_attribute_the_same_and_rows_alone_as_among_others()
    {
        TrainingSet train = BoostingSamples.Mixed(300, 3, 3);
        BoostingPredictor model = BoostingSamples.Fit(train, Few);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        model.Save(writer);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        IShapley loaded = (IShapley)new BoostingLearner().Load(reader);
        Attributions all = model.Attribute(train.Features.Head(50));
        Assert.Equal(all.Values, loaded.Attribute(train.Features.Head(50)).Values);
        Assert.Equal(all.Of(17, 1).ToArray(), model.Attribute(train.Features.Select([17])).Of(0, 1).ToArray());
    }

    private static PlainTree Plain(Tree tree, ReadOnlySpan<float> row)
    {
        TreeNode[] nodes = tree.Nodes.ToArray();
        bool[] goesLeft = new bool[nodes.Length];
        for (int node = 0; node < nodes.Length; node++)
        {
            goesLeft[node] = tree.GoesLeft(node, row[nodes[node].Column]);
        }

        return new PlainTree(
            [.. nodes.Select(node => node.Column)],
            [.. nodes.Select(node => node.Left)],
            [.. nodes.Select(node => node.Right)],
            [.. tree.Covers.ToArray().Select(cover => (double)cover)],
            tree.Values.ToArray(),
            goesLeft);
    }
}
