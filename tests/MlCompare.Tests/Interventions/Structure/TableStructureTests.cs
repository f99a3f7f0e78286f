using MlCompare.Data;
using MlCompare.Interventions.Structure;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions.Structure;

public class TableStructureTests
{
    [Fact]
    public void Warping_keeps_the_order_of_every_column_and_bends_its_scale()
    {
        Block block = BlocksForTests.Classes(200);
        Block bent = new WarpedColumns().Apply(block, 2, new Rng(4));
        float[] before = Numbers(block.Train.Features)[0], after = Numbers(bent.Train.Features)[0];
        int[] order = [.. Enumerable.Range(0, 200).OrderBy(row => before[row])];
        Assert.Equal(order, Enumerable.Range(0, 200).OrderBy(row => after[row]));
        double Ratio(float[] values) => (values[order[199]] - values[order[150]]) / (values[order[50]] - values[order[0]]);
        Assert.True(Ratio(after) > 5 * Ratio(before) || Ratio(after) < Ratio(before) / 5);
    }

    [Fact]
    public void Far_outliers_stay_finite_and_apart_when_bent()
    {
        Block block = BlocksForTests.Numbers(50);
        Block far = block with { Train = block.Train with { Features = Table([1e20f, 1e21f, -1e20f, float.NaN]) } };
        float[] bent = Numbers(new WarpedColumns().Apply(far, 2, new Rng(4)).Train.Features)[0];
        Assert.All(bent[..3], value => Assert.True(float.IsFinite(value)));
        Assert.True(float.IsNaN(bent[3]));
    }

    [Fact]
    public void Coarse_numbers_have_as_many_values_as_said_in_the_old_order()
    {
        Block block = BlocksForTests.Numbers(1000);
        float[] before = Numbers(block.TestFeatures)[0];
        float[] after = Numbers(new CoarseColumns().Apply(block, 0.05, new Rng(1)).TestFeatures)[0];
        Assert.Equal(20, after.Distinct().Count());
        Assert.All(after.CountBy(value => value), group => Assert.Equal(20, group.Value));
        float[] sorted = [.. Enumerable.Range(0, 400).OrderBy(row => before[row]).Select(row => after[row])];
        Assert.Equal(sorted.Order(), sorted);
    }

    [Fact]
    public void Missing_entries_are_as_many_as_said_and_nest_in_the_level()
    {
        Block block = BlocksForTests.Classes(2000);
        FeatureTable few = new MissingValues().Apply(block, 0.1, new Rng(1)).Train.Features, many = new MissingValues().Apply(block, 0.3, new Rng(1)).Train.Features;
        float[] before = Numbers(few)[0], after = Numbers(many)[0];
        Assert.InRange(before.Count(float.IsNaN), 150, 250);
        Assert.InRange(after.Count(float.IsNaN), 530, 670);
        Assert.All(Enumerable.Range(0, 2000).Where(row => float.IsNaN(before[row])), row => Assert.True(float.IsNaN(after[row])));
        int[] codes = ((CategoricalColumn)many.Columns[2]).Codes, old = ((CategoricalColumn)block.Train.Features.Columns[2]).Codes;
        Assert.True(codes.Count(code => code < 0) > old.Count(code => code < 0) + 300);
    }

    [Fact]
    public void Useless_columns_nest_in_the_level_and_know_nothing_of_the_label()
    {
        Block block = BlocksForTests.Classes(4000, 2);
        FeatureTable one = new UninformativeColumns().Apply(block, 1, new Rng(1)).Train.Features, three = new UninformativeColumns().Apply(block, 3, new Rng(1)).Train.Features;
        Assert.Equal((6, 12), (one.Columns.Length, three.Columns.Length));
        Assert.All(Enumerable.Range(0, 3), j => Assert.Same(block.Train.Features.Columns[j], three.Columns[j]));
        Assert.Equal(Numbers(one)[2], Numbers(three)[2]);
        Assert.All(three.Columns[3..], column => Assert.InRange(ColumnAssociation.Of(column, block.Train.Labels), -0.01, 0.01));
        Assert.True(ColumnAssociation.Of(three.Columns[0], block.Train.Labels) > 0.3);
    }

    [Fact]
    public void The_weakest_columns_go_first()
    {
        // In the block the category tells nothing.
        Block block = BlocksForTests.Classes(1000);
        Block removed = new RemovedColumns().Apply(block, 0.34, new Rng(1));
        Assert.Equal(["x", "y"], removed.Train.Features.Columns.Select(column => column.Name));
        Assert.Equal(["x", "y"], removed.TestFeatures.Columns.Select(column => column.Name));
        Assert.Single(new RemovedColumns().Apply(block, 1, new Rng(1)).TestFeatures.Columns);
    }

    [Fact]
    public void Copies_repeat_a_quarter_of_the_columns()
    {
        Block block = BlocksForTests.Classes(100);
        FeatureTable copied = new DuplicatedColumns().Apply(block, 2, new Rng(1)).TestFeatures;
        Assert.Equal(9, copied.Columns.Length);
        string first = copied.Columns[3].Name.Split(" (")[0];
        Assert.All(copied.Columns[3..], column => Assert.StartsWith(first, column.Name, StringComparison.Ordinal));
        Assert.Equal(9, copied.Columns.Select(column => column.Name).Distinct().Count());
    }

    [Fact]
    public void Smoothing_takes_noise_out_of_a_smooth_target_and_leaves_the_test_labels()
    {
        Block block = BlocksForTests.Numbers(1000);
        Block smooth = new SmoothedTarget().Apply(block, 0.05, new Rng(1));
        float[] x = Numbers(block.Train.Features)[0];
        double Error(Block one) => one.Train.Labels.Values.Index().Where(pair => Math.Abs(x[pair.Index]) < 1)
            .Average(pair => Math.Pow(pair.Item - (3 + 2 * x[pair.Index]), 2));
        Assert.True(Error(smooth) < Error(block) / 2, $"{Error(smooth)} after {Error(block)}");
        Assert.Same(block.TrainTrue, smooth.TrainTrue);
        Assert.Same(block.TestFeatures, smooth.TestFeatures);
    }

    [Fact]
    public void Smoothing_gives_a_row_the_class_of_its_surroundings()
    {
        Block block = BlocksForTests.Classes(1000, 2);
        int[] given = [.. block.Train.Labels.Classes];
        int lonely = Array.FindIndex(given, label => label == 1);
        // Right at the corner of the other class.
        float[] x = [.. Numbers(block.Train.Features)[0]], y = [.. Numbers(block.Train.Features)[1]];
        (x[lonely], y[lonely]) = (1, 0);
        Block moved = block with
        {
            Train = block.Train with { Features = new FeatureTable(Modality.Tabular, [new NumericColumn("x", x), new NumericColumn("y", y)]) },
            TestFeatures = new FeatureTable(Modality.Tabular, block.TestFeatures.Columns[..2]),
        };
        Assert.Equal(0, new SmoothedTarget().Apply(moved, 0.25, new Rng(1)).Train.Labels.Classes[lonely]);
    }

    private static FeatureTable Table(float[] values) => new(Modality.Tabular, [new NumericColumn("x", values)]);

    private static float[][] Numbers(FeatureTable features) => [.. features.Columns.OfType<NumericColumn>().Select(column => column.Values)];
}
