using System.Text;
using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Tests.Data.Delimited;

/// <summary>A large table takes little more than its cells, and one that takes too much is refused with the numbers.</summary>
public class LargeTableTests
{
    private const int Rows = 100_000, Columns = 20;

    [Fact]
    public void Each_further_row_sets_aside_little_more_than_its_cells_twice()
    {
        byte[] half = Table(Rows / 2), whole = Table(Rows);
        long more = Allocated(whole) - Allocated(half);

        // Once while they are read and once as columns, of which one copy is let go column by column; labels and lines beside.
        long cells = (long)Rows / 2 * Columns * sizeof(float);
        Assert.InRange(more, cells, 3 * cells);
    }

    [Fact]
    public void A_table_above_the_ceiling_is_refused_with_the_numbers()
    {
        string message = Assert.Throws<InputException>(() => Build(new DelimitedFormat { MaxTableBytes = 2 << 20 }, Table(8000))).Message;
        Assert.Matches(
            @"^t\.csv, row [0-9]+: the table needs more than 0\.002 GiB of memory: [0-9,]+ rows of 21 columns took 0\.0[0-9]+ GiB; keep fewer rows or columns, or read it on a machine with more memory$",
            message);
    }

    [Fact]
    public void Labels_keep_all_digits_and_features_are_single()
    {
        StringBuilder text = new("x,y\n");
        for (int row = 0; row < 6000; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row}.123456789,{row}.123456789\n");
        }

        Dataset data = Build(text.ToString());
        Assert.Equal(5999.123456789, data.Labels.Values[5999]);
        Assert.Equal((float)5999.123456789, ((NumericColumn)data.Features.Columns[0]).Values[5999]);
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("amount", false)]
    public void Whole_numbers_that_single_precision_cannot_tell_apart_are_still_an_identifier(string name, bool dropped)
    {
        StringBuilder text = new($"{name},x,y\n");
        for (int row = 0; row < 6000; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(row < 5500 ? row + 7 : 123_456_789_000 + row)},{row % 13},{row % 2}\n");
        }

        Assert.Equal(dropped, !Build(text.ToString()).Features.Columns.Any(column => column.Name == name));
    }

    [Fact]
    public void Chunks_hold_what_was_added_at_any_length()
    {
        Chunks<int> chunks = new();
        for (int i = 0; i < 2_200_000; i++)
        {
            chunks.Add(3 * i);
        }

        Assert.Equal(2_200_000, chunks.Count);
        Assert.All(new[] { 0, 63, 64, 65_535, 65_536, 1_048_575, 1_048_576, 2_199_999 }, i => Assert.Equal(3 * i, chunks[i]));
        Assert.Equal(3 * sizeof(int) << 20, chunks.Bytes);
    }

    private static Dataset Build(string text) => Build(new DelimitedFormat(), Encoding.UTF8.GetBytes(text));

    private static long Allocated(byte[] text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Build(new DelimitedFormat(), text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Dataset Build(DelimitedFormat format, byte[] bytes)
    {
        TableSchema schema = new();
        return TableBuilder.Build(DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", bytes))], format, schema), schema, "t", "t", new Provenance("made up"));
    }

    private static byte[] Table(int rows)
    {
        StringBuilder text = new(string.Concat(Enumerable.Range(0, Columns).Select(j => $"c{j},")) + "y\n");
        Rng rng = new(3);
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < Columns; j++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{rng.NextDouble():G7},");
            }

            text.Append(row % 2).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
