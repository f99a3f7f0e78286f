using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Tests.Data.Tables;

public sealed class TableBuilderTests
{
    private static Dataset Build(string text, TableSchema? schema = null, DelimitedFormat? format = null)
    {
        schema ??= new TableSchema();
        TablePart part = new(InputFile.Of("t.csv", Encoding.UTF8.GetBytes(text)));
        RawTable table = DelimitedReader.Read([part], format ?? new DelimitedFormat(), schema);
        return TableBuilder.Build(table, schema, "t", "T", new Provenance("test"));
    }

    private static string Refusal(string text, TableSchema? schema = null) =>
        Assert.Throws<InputException>(() => Build(text, schema)).Message;

    private static TableSchema Kinds(params (string Column, ColumnKind Kind)[] kinds) =>
        new() { Columns = kinds.ToDictionary(pair => pair.Column, pair => pair.Kind) };

    /// <summary>A header and 30 rows.</summary>
    private static string Rows(string header, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, 30).Select(i => row(i) + "\n"));

    private static Column ColumnOf(Dataset dataset, string name) => dataset.Features.Columns.First(column => column.Name == name);

    [Fact]
    public void Numbers_categories_and_texts_are_told_apart()
    {
        Dataset dataset = Build(Rows("size,colour,review,flag,y", i => string.Create(CultureInfo.InvariantCulture,
            $"{i * 0.5},{(i % 3 == 0 ? "red" : "blue")},the {i} is not {i * 7} of them,{(i % 2 == 0 ? "true" : "false")},{(i % 4 == 0 ? "a" : "b")}")));
        Assert.Equal(1.5f, Assert.IsType<NumericColumn>(ColumnOf(dataset, "size")).Values[3]);
        CategoricalColumn colour = Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "colour"));
        Assert.Equal("blue,red", string.Join(',', colour.Levels));
        Assert.Equal((1, 0), (colour.Codes[0], colour.Codes[1]));
        Assert.Equal("the 2 is not 14 of them", Assert.IsType<TextColumn>(ColumnOf(dataset, "review")).Values[2]);
        Assert.Equal("false,true", string.Join(',', Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "flag")).Levels));
        Assert.Equal(Modality.Tabular, dataset.Modality);
        Assert.Contains("Feature columns: 1 numeric (size); 2 categorical (colour, flag); 1 text (review).", dataset.Remarks);
    }

    [Fact]
    public void A_text_column_alone_makes_a_text_data_set()
    {
        Dataset dataset = Build(Rows("text,y", i => $"number {i} is no joke,{i % 2}"));
        Assert.Equal(Modality.Text, dataset.Modality);
    }

    [Fact]
    public void Numbers_are_read_in_every_invariant_form()
    {
        Dataset dataset = Build("x,y\n1.00E+05,1\n-2,0\n+3.5,1\n.5,0\n1e-3,1\ninf,0\nNaN,1\n");
        float[] values = Assert.IsType<NumericColumn>(ColumnOf(dataset, "x")).Values;
        Assert.Equal([1e5f, -2f, 3.5f, 0.5f, 1e-3f, float.NaN, float.NaN], values);
        Assert.Contains("Column 'x' is infinite in 1 rows; they were taken for missing.", dataset.Remarks);
    }

    [Fact]
    public void Thousands_separators_make_no_number() =>
        Assert.IsType<CategoricalColumn>(ColumnOf(Build("x;y\n1,000,000;1\n2,000,000;0\n1,000,000;1\n"), "x"));

    [Fact]
    public void Decimal_commas_are_understood_and_said()
    {
        Dataset dataset = Build("x;y\n1,5;1\n;0\n-2,25;1\n3;0\n");
        Assert.Equal([1.5f, float.NaN, -2.25f, 3f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "x")).Values);
        Assert.Contains("Column 'x' has decimal commas and was read as numbers.", dataset.Remarks);
    }

    [Fact]
    public void Identifiers_and_constants_are_left_out_with_a_remark()
    {
        Dataset dataset = Build(Rows("row,customerID,code,paid,empty,fixed,word,x,y", i => string.Create(CultureInfo.InvariantCulture,
            $"{i + 1},{(i * 37) % 101},K{i}-{i * i},{(i * 53) % 97},,7,same,{i % 5},{i % 2}")));
        Assert.Equal("paid,x", string.Join(',', dataset.Features.Columns.Select(column => column.Name)));
        Assert.Contains("Columns left out: 'row' (it counts the rows), 'customerID' (it looks like an identifier: distinct integers under that name), "
            + "'code' (it looks like an identifier: its values are all distinct), 'empty' (it has no values), 'fixed' (it is 7 in every row), "
            + "'word' (it is 'same' in every row).", dataset.Remarks);
    }

    [Fact]
    public void Numbers_that_single_precision_cannot_tell_apart_are_not_called_equal() => Assert.Contains(
        "Columns left out: 'when' (its numbers, from 1000000000000000 on, differ by less than single precision holds: take a constant off, or say \"categorical\" in a schema).",
        Build(Rows("when,x,y", i => string.Create(CultureInfo.InvariantCulture, $"{1_000_000_000_000_000 + 3 * i},{i % 5},{i % 2}"))).Remarks);

    [Fact]
    public void The_schema_overrules_what_the_cells_look_like()
    {
        TableSchema schema = Kinds(("id", ColumnKind.Numeric), ("zip", ColumnKind.Categorical), ("note", ColumnKind.Ignore));
        Dataset dataset = Build(Rows("id,zip,note,y", i => $"{i},0{i % 3},n,{i % 2}"), schema);
        Assert.IsType<NumericColumn>(ColumnOf(dataset, "id"));
        Assert.Equal("00,01,02", string.Join(',', Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "zip")).Levels));
        Assert.Equal(2, dataset.Features.Columns.Length);
    }

    [Fact]
    public void Numeric_levels_are_sorted_as_numbers()
    {
        Dataset dataset = Build(Rows("k,x,y", i => $"{i % 12},{i * 3},{i % 2}"), Kinds(("k", ColumnKind.Categorical)));
        Assert.Equal("0,1,2,3,4,5,6,7,8,9,10,11", string.Join(',', Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "k")).Levels));
    }

    [Fact]
    public void Ordinal_levels_keep_their_order()
    {
        TableSchema schema = new() { Levels = new Dictionary<string, ImmutableArray<string>> { ["size"] = ["small", "mid", "big"] } };
        Dataset dataset = Build("size,y\nbig,1\nsmall,0\n?,1\nmid,0\n", schema);
        CategoricalColumn size = Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "size"));
        Assert.True(size.Ordered);
        Assert.Equal([2, 0, -1, 1], size.Codes);
        Assert.Equal("t.csv, row 3, column 'size': 'huge' is not among the levels of the schema (small, mid, big); add it to the levels or mend the cell",
            Refusal("size,y\nbig,1\nhuge,0\n", schema));
    }

    [Fact]
    public void Ordinal_words_need_levels() => Assert.Equal(
        "t.csv, column 'size': an ordinal column of words needs its levels in their order; add \"levels\": { \"size\": [\"low\", \"high\"] } to the schema",
        Refusal("size,y\nbig,1\nsmall,0\n", Kinds(("size", ColumnKind.Ordinal))));

    [Fact]
    public void A_word_in_a_numeric_column_is_refused_when_the_schema_says_numeric() => Assert.Equal(
        "t.csv, row 3, column 'x': 'two' is not a number; mend the cell, list it among the missing markers, or say \"categorical\" in the schema",
        Refusal("x,y\n1,1\ntwo,0\n", Kinds(("x", ColumnKind.Numeric))));

    [Theory]
    [InlineData("2024-02-29", "2023-12-31")]
    [InlineData("2024/02/29", "2023/12/31")]
    [InlineData("29.02.2024", "31.12.2023")]
    [InlineData("29-Feb-2024", "31-Dec-2023")]
    [InlineData("Feb 29 2024", null)]
    [InlineData("2/29/2024", "12/31/2023")]
    [InlineData("29/2/2024", "31/12/2023")]
    [InlineData("29 February 2024", "31 December 2023")]
    public void Dates_are_expanded(string leap, string? newYear)
    {
        Dataset dataset = Build($"when;x;y\n{leap};1;1\n{newYear ?? leap};2;0\n{leap};3;1\n");
        if (newYear is null)
        {
            Assert.DoesNotContain(dataset.Features.Columns, column => column.Name == "when.year");
            return;
        }

        // 2024-02-29 is day 19782, a Thursday; 2023-12-31 is day 19722, a Sunday.
        Assert.Equal([19782f, 19722f, 19782f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.days")).Values);
        Assert.Equal([2024f, 2023f, 2024f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.year")).Values);
        Assert.Equal([2f, 12f, 2f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.month")).Values);
        Assert.Equal([29f, 31f, 29f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.day")).Values);
        Assert.Equal([4f, 7f, 4f], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.weekday")).Values);
        Assert.DoesNotContain(dataset.Features.Columns, column => column.Name == "when.hour");
    }

    [Theory]
    [InlineData("2024-02-29 06:30", "2024-03-01 18:00")]
    [InlineData("2024-02-29T06:30:00Z", "2024-03-01T18:00:00Z")]
    [InlineData("2024-02-29T08:30:00.000+02:00", "2024-03-01T13:00:00.000-05:00")]
    [InlineData("2/29/2024 6:30 AM", "3/1/2024 6:00 PM")]
    public void Times_of_day_give_an_hour(string first, string second)
    {
        Dataset dataset = Build($"when,x,y\n{first},1,1\n{second},2,0\nNA,3,1\n");
        Assert.Equal([6.5f, 18f, float.NaN], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.hour")).Values);
        Assert.Equal([19782f, 19783f, float.NaN], Assert.IsType<NumericColumn>(ColumnOf(dataset, "when.days")).Values);
    }

    [Fact]
    public void Dates_that_can_be_read_two_ways_stay_categories()
    {
        Dataset dataset = Build("when,x,y\n1/2/2024,1,1\n3/4/2024,2,0\n1/2/2024,3,1\n");
        Assert.IsType<CategoricalColumn>(ColumnOf(dataset, "when"));
        Assert.Contains("Column 'when' may hold dates, but day and month cannot be told apart; it was taken for a category. "
            + "Write the dates as 2024-12-31.", dataset.Remarks);
    }

    [Fact]
    public void A_cell_that_is_no_date_is_refused_when_the_schema_says_date() => Assert.Equal(
        "t.csv, row 3, column 'when': 'soon' is not a date; write dates as 2024-12-31 or 2024-12-31 23:59:59",
        Refusal("when,y\n2024-01-01,1\nsoon,0\n", Kinds(("when", ColumnKind.Date))));

    [Fact]
    public void Missing_values_are_counted_in_a_remark()
    {
        Dataset dataset = Build(Rows("x,c,y", i => $"{(i < 3 ? "?" : $"{i * i}")},{(i < 2 ? "" : $"c{i % 2}")},{i % 2}"));
        Assert.Contains("Missing values (column, rows): x 3, c 2.", dataset.Remarks);
        Assert.Equal(3, Assert.IsType<NumericColumn>(ColumnOf(dataset, "x")).Values.Count(float.IsNaN));
    }

    [Fact]
    public void No_feature_left_is_refused()
    {
        Assert.Equal("t.csv: no feature column is left: there is no column beside the label; check the delimiter, or say in a schema what the columns are",
            Refusal("y\na\nb\nb\na\n"));
        Assert.Equal("t.csv: no feature column is left: dropped were 'k' (it is 1 in every row); check the delimiter, or say in a schema what the columns are",
            Refusal("k,y\n1,0\n1,1\n"));
    }

    [Fact]
    public void An_unknown_column_of_the_schema_is_refused() => Assert.Equal(
        "t.csv, column 'colr': the schema names a column that does not exist; the columns are color, x, y; correct the schema",
        Refusal("x,color,y\n1,a,0\n2,b,1\n", Kinds(("colr", ColumnKind.Ignore))));

    [Fact]
    public void Half_a_million_cells_of_many_kinds_are_read_quickly()
    {
        StringBuilder text = new("a,b,c,d,y\n");
        for (int i = 0; i < 100_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i * 0.37},{i % 7},c{i % 31},{(i * 7919L) % 100003},{i % 2}\n");
        }

        Dataset dataset = Build(text.ToString());
        Assert.Equal(100_000, dataset.Count);
        Assert.Equal(99_999 * 0.37f, Assert.IsType<NumericColumn>(ColumnOf(dataset, "a")).Values[^1], 0.01f);
    }
}
