using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlCompare.Data;
using MlCompare.MLNet.Views;
using MlCompare.Testing;

namespace MlCompare.Tests.MLNet;

/// <summary>Views of ML.NET become data sets and data sets views, and nothing is lost or held twice.</summary>
public class DataViewDatasetTests
{
    [Fact]
    public void A_table_survives_the_way_there_and_back()
    {
        Dataset table = Of(Problems.Table(4));
        Dataset back = table.ToDataView().ToDataset("Label");
        Assert.Equal(table.Features.Columns.Select(column => column.Name), back.Features.Columns.Select(column => column.Name));
        Assert.Equal(Values(table, "x0"), Values(back, "x0"));
        CategoricalColumn before = (CategoricalColumn)table.Features.Columns[3], after = (CategoricalColumn)back.Features.Columns[3];
        Assert.Equal(before.Codes, after.Codes);
        Assert.Equal(before.Levels.AsEnumerable(), after.Levels);
        Assert.Equal(table.Labels.Classes, back.Labels.Classes);
        Assert.Equal(table.Labels.ClassNames.AsEnumerable(), back.Labels.ClassNames);
    }

    [Fact]
    public void Missing_values_stay_missing_and_targets_numbers()
    {
        Dataset table = Of(Problems.WithMissing());
        Dataset back = table.ToDataView().ToDataset("Label");
        Assert.Equal(Values(table, "x1"), Values(back, "x1"));
        Assert.Contains(-1, ((CategoricalColumn)back.Features.Columns[3]).Codes);
        Dataset numbers = Of(Problems.Regression());
        Assert.Equal(numbers.Labels.Values.Select(value => (float)value), numbers.ToDataView().ToDataset("Label").Labels.Values.Select(value => (float)value));
    }

    [Fact]
    public void Texts_are_texts_words_are_categories_and_classes_need_no_declaration()
    {
        IDataView view = new MLContext(1).Data.LoadFromEnumerable<Review>(
        [
            new("a film that was very good indeed", "en", 4.5f, "up"),
            new("it was not what we had hoped for", "de", 2f, "down"),
            new("nobody laughed and nobody cried either", "en", 1f, "down"),
        ]);
        Dataset data = view.ToDataset(nameof(Review.Verdict));
        Assert.IsType<TextColumn>(data.Features.Columns[0]);
        Assert.Equal(["de", "en"], Assert.IsType<CategoricalColumn>(data.Features.Columns[1]).Levels.AsEnumerable());
        Assert.IsType<NumericColumn>(data.Features.Columns[2]);
        Assert.Equal(["down", "up"], data.Labels.ClassNames.AsEnumerable());
        Assert.Equal([1, 0, 0], data.Labels.Classes);
        Assert.Equal(TaskKind.Regression, view.ToDataset(nameof(Review.Stars)).Task);
    }

    [Fact]
    public void What_no_learner_takes_is_told_with_the_column()
    {
        IDataView dates = new MLContext(1).Data.LoadFromEnumerable<Visit>([new(DateTime.UnixEpoch, true)]);
        InputException kind = Assert.Throws<InputException>(() => dates.ToDataset(nameof(Visit.Home)));
        Assert.Contains("column Day", kind.Message, StringComparison.Ordinal);
        InputException absent = Assert.Throws<InputException>(() => dates.ToDataset("Nowhere"));
        Assert.Contains("Day, Home", absent.Message, StringComparison.Ordinal);
        IDataView unlabelled = new MLContext(1).Data.LoadFromEnumerable<Review>([new("a", "b", 1, "up"), new("a", "b", 2, "")]);
        Assert.Contains("row 2", Assert.Throws<InputException>(() => unlabelled.ToDataset(nameof(Review.Verdict))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_frame_survives_the_way_there_and_back_with_what_is_missing()
    {
        DataFrame frame = new(
            new Int32DataFrameColumn("age", [31, (int?)null, 50]),
            new StringDataFrameColumn("plan", ["b", null, "a"]),
            new BooleanDataFrameColumn("member", [true, (bool?)null, false]),
            new DoubleDataFrameColumn("paid", [1.5, 2.5, 3.5]));
        Dataset numbers = Dataset.FromDataFrame(frame, "paid");
        Assert.Equal(TaskKind.Regression, numbers.Task);
        Assert.Equal([31, float.NaN, 50], Values(numbers, "age"));
        Assert.Equal([1, float.NaN, 0], Values(numbers, "member"));
        CategoricalColumn plan = (CategoricalColumn)numbers.Features.Columns[1];
        Assert.Equal([1, -1, 0], plan.Codes);
        DataFrame back = numbers.ToDataFrame();
        Assert.Equal(["age", "plan", "member", "Label"], back.Columns.Select(column => column.Name));
        Assert.Equal([31f, null, 50f], back.Columns["age"].Cast<object?>());
        Assert.Equal(["b", null, "a"], back.Columns["plan"].Cast<object?>());
        Assert.Equal([1.5, 2.5, 3.5], back.Columns["Label"].Cast<double>());
        Dataset classes = Dataset.FromDataFrame(frame, "paid", TaskKind.Multiclass, "age");
        Assert.Equal(["1.5", "2.5", "3.5"], classes.Labels.ClassNames.AsEnumerable());
        Assert.Equal(["age"], classes.Features.Columns.Select(column => column.Name));
        Assert.Equal(classes.Labels.Classes, Dataset.FromDataView(frame, "paid", TaskKind.Multiclass, "age").Labels.Classes);
        Assert.Contains("column plan", Assert.Throws<InputException>(() => Dataset.FromDataFrame(frame, "plan", TaskKind.Regression)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_rows_are_read_without_a_second_copy()
    {
        const int Rows = 1_000_000, Columns = 8;
        float[] values = [.. Enumerable.Range(0, Rows).Select(row => (float)row)];
        Dataset big = new(
            "big", "big", new FeatureTable(Modality.Tabular, Enumerable.Range(0, Columns).Select(j => new NumericColumn($"x{j}", values))), Labels.OfClasses(new int[Rows], ["a", "b"]), new Provenance("made here"));
        IDataView view = big.ToDataView();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset read = view.ToDataset("Label");
        long took = GC.GetAllocatedBytesForCurrentThread() - before, needed = Rows * (Columns + 1L) * sizeof(float);
        Assert.Equal(Rows, read.Count);
        Assert.Equal(Rows - 1, Values(read, "x7")[^1]);
        Assert.InRange(took, needed, needed + (needed / 20));
    }

    /// <summary>A loader of text files does not know how many rows will come.</summary>
    [Fact]
    public void Rows_of_an_unknown_number_are_gathered_in_blocks()
    {
        const int Rows = 300_000;
        Growing<float> growing = new(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < Rows; row++)
        {
            growing.Add(row);
        }

        float[] all = growing.Finish();
        long took = GC.GetAllocatedBytesForCurrentThread() - before, needed = Rows * sizeof(float);
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => (float)row), all);
        Assert.InRange(took, 2 * needed, (2 * needed) + (1 << 19));
        Assert.Equal([7f], One(0));
        Assert.Equal([7f], One(5));

        static float[] One(int expected)
        {
            Growing<float> values = new(expected);
            values.Add(7);
            return values.Finish();
        }
    }

    private static float[] Values(Dataset data, string name) => ((NumericColumn)data.Features.Columns.Single(column => column.Name == name)).Values;

    private static Dataset Of(Problem problem) => new("p", "p", problem.Train.Features, problem.Train.Labels, new Provenance("made here"));

    private sealed record Review(string Text, string Language, float Stars, string Verdict);

    private sealed record Visit(DateTime Day, bool Home);
}
