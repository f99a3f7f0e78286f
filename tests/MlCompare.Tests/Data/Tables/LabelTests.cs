using System.Globalization;
using System.Text;
using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Tests.Data.Tables;

public sealed class LabelTests
{
    private static Dataset Build(IEnumerable<string> labels, TaskKind? task = null, string suffix = "")
    {
        string text = "x,y\n" + string.Concat(labels.Select((label, i) => string.Create(CultureInfo.InvariantCulture, $"{i * i},{label}\n")));
        RawTable table = DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", Encoding.UTF8.GetBytes(text)))], new DelimitedFormat { Header = true });
        return TableBuilder.Build(table, new TableSchema { Label = "y", Task = task, LabelSuffix = suffix }, "t", "T", new Provenance("test"));
    }

    private static string Refusal(IEnumerable<string> labels, TaskKind? task = null) =>
        Assert.Throws<InputException>(() => Build(labels, task)).Message;

    private static IEnumerable<string> Integers(int rows, int distinct) =>
        Enumerable.Range(0, rows).Select(i => (i % distinct).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Words_are_classes_in_ordinal_order()
    {
        Labels labels = Build(["b", "a", "B", "b"]).Labels;
        Assert.Equal("B,a,b", string.Join(',', labels.ClassNames));
        Assert.Equal([2, 1, 0, 2], labels.Classes);
        Assert.Equal(TaskKind.Multiclass, labels.Task);
    }

    [Fact]
    public void Integer_classes_are_in_numeric_order()
    {
        Labels labels = Build(Integers(300, 12)).Labels;
        Assert.Equal("0,1,2,3,4,5,6,7,8,9,10,11", string.Join(',', labels.ClassNames));
        Assert.Equal(11, labels.Classes[11]);
    }

    [Theory]
    [InlineData(300, 2, TaskKind.Binary)]
    [InlineData(300, 20, TaskKind.Multiclass)]
    [InlineData(300, 21, TaskKind.Regression)]
    [InlineData(40, 12, TaskKind.Regression)]
    public void Few_distinct_integers_are_classes(int rows, int distinct, TaskKind task) =>
        Assert.Equal(task, Build(Integers(rows, distinct)).Task);

    [Fact]
    public void Fractions_are_quantities() =>
        Assert.Equal(TaskKind.Regression, Build(Enumerable.Range(0, 100).Select(i => i % 3 == 0 ? "0.5" : i % 3 == 1 ? "1" : "2.5")).Task);

    [Fact]
    public void The_task_asked_for_overrules()
    {
        Assert.Equal(TaskKind.Regression, Build(Integers(300, 5), TaskKind.Regression).Task);
        Assert.Equal(TaskKind.Multiclass, Build(Integers(300, 50), TaskKind.Multiclass).Task);
    }

    [Fact]
    public void A_suffix_is_stripped() =>
        Assert.Equal("<=50K,>50K", string.Join(',', Build(["<=50K", ">50K.", "<=50K.", ">50K"], suffix: ".").Labels.ClassNames));

    [Fact]
    public void Plus_and_minus_are_classes() =>
        Assert.Equal([0, 1, 1, 0], Build(["+", "-", "-", "+"]).Labels.Classes);

    [Fact]
    public void Classes_with_one_row_and_of_one_spelling_are_remarked()
    {
        IReadOnlyList<string> remarks = Build(["yes", "no", "Yes", "no", "yes"]).Remarks;
        Assert.Contains("Classes with one row only: 'Yes'.", remarks);
        Assert.Contains("Classes that differ in case only: 'Yes', 'yes'.", remarks);
    }

    [Fact]
    public void A_constant_target_is_refused() => Assert.Equal(
        "t.csv, column 'y': the target is 3.5 in all 4 rows; name another label column with --label: there is nothing to predict",
        Refusal(["3.5", "3.5", "3.5", "3.5"], TaskKind.Regression));

    /// <summary>Learners compute in single precision, where squares of such numbers are infinite or nothing.</summary>
    [Theory]
    [InlineData("e300", "4.5E+300")]
    [InlineData("e-300", "4.5E-300")]
    [InlineData("e19", "4.5E+19")]
    public void Targets_beyond_single_precision_are_refused(string unit, string largest)
    {
        Assert.Equal($"t.csv, column 'y': the largest target is {largest} in size, beyond what single precision squares (1E-18 to 1E+18); give the target in another unit",
            Refusal(Enumerable.Range(1, 9).Select(i => $"-{i / 2.0}{unit}")));
        Assert.Equal(TaskKind.Regression, Build(Enumerable.Range(1, 9).Select(i => $"{i / 2.0}e17")).Task);
    }

    [Fact]
    public void A_class_for_every_row_is_refused()
    {
        Assert.Equal("t.csv, column 'y': the label is another one in each of the 100 rows: it looks like an identifier, and nothing can be learned of it; "
            + "name another label column with --label", Refusal(Enumerable.Range(0, 100).Select(i => $"name {i}")));
        Assert.Equal(99, Build(Enumerable.Range(0, 100).Select(i => $"name {i % 99}")).Labels.ClassCount);
    }

    [Fact]
    public void One_class_is_refused()
    {
        Assert.Equal("t.csv, column 'y': there is one class only: 'a' in all 3 rows; name another label column with --label, or add rows of another class",
            Refusal(["a", "a", "a"]));
        Assert.Equal("t.csv, column 'y': there is one class only: '1' in all 3 rows; name another label column with --label, or add rows of another class",
            Refusal(["1", "1", "1"]));
    }

    [Fact]
    public void Missing_labels_are_refused_with_their_rows() => Assert.Equal(
        "t.csv, row 3, column 'y': the label is missing in 6 of 9 rows (rows 3, 4, 6, 7, 8, …); remove these rows or name another label column with --label",
        Refusal(["a", "", "?", "b", "NA", "NaN", "null", "a", "N/A"]));

    [Fact]
    public void Infinite_labels_are_refused_with_their_rows() => Assert.Equal(
        "t.csv, row 3, column 'y': the label is infinite in 2 of 4 rows (rows 3, 5); remove these rows or name another label column with --label",
        Refusal(["1.5", "inf", "2.5", "-Infinity"]));

    [Fact]
    public void Labels_beyond_five_thousand_numbers_are_checked_too() => Assert.Equal(
        "t.csv, row 6002, column 'y': the label is missing in 1 of 6001 rows (row 6002); remove these rows or name another label column with --label",
        Refusal(Enumerable.Range(0, 6000).Select(i => $"{i}.5").Append("nan")));

    [Fact]
    public void Binary_with_three_classes_is_refused() => Assert.Equal(
        "t.csv, column 'y': binary classification was asked for, but the label has 3 classes: 'a', 'b', 'c'; use --task multiclass",
        Refusal(["a", "b", "c", "a"], TaskKind.Binary));

    [Fact]
    public void Regression_with_words_is_refused() => Assert.Equal(
        "t.csv, row 3, column 'y': regression needs numbers, but the label is 'low'; use --task auto, or name a numeric label column",
        Refusal(["1", "low", "2"], TaskKind.Regression));

    [Fact]
    public void More_than_a_thousand_classes_are_refused()
    {
        Assert.Equal("t.csv, column 'y': the label has 1500 distinct values, more than 1000 classes: it looks like an identifier or a quantity; "
            + "name another label column with --label", Refusal(Enumerable.Range(0, 1500).Select(i => $"u{i}")));
        Assert.Equal("t.csv, column 'y': the label has 1500 distinct values, more than 1000 classes: it looks like an identifier or a quantity; "
            + "use --task regression", Refusal(Integers(3000, 1500), TaskKind.Multiclass));
    }

    [Fact]
    public void The_label_is_found_without_regard_to_case_and_a_missing_one_lists_the_columns_nearest_first()
    {
        RawTable table = DelimitedReader.Read(
            [new TablePart(InputFile.Of("t.csv", "age,income,sex\n1,a,f\n2,b,m\n"u8.ToArray()))], new DelimitedFormat());
        Provenance provenance = new("test");
        Assert.Equal("a,b", string.Join(',', TableBuilder.Build(table, new TableSchema { Label = "Income" }, "t", "T", provenance).Labels.ClassNames));
        Assert.Equal("t.csv, column 'incom': there is no such label column; the columns are income, age, sex; name one of them with --label",
            Assert.Throws<InputException>(() => TableBuilder.Build(table, new TableSchema { Label = "incom" }, "t", "T", provenance)).Message);
    }
}
