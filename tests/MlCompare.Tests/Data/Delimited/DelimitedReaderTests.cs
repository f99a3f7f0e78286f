using System.IO.Compression;
using System.Text;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Tests.Data.Delimited;

public sealed class DelimitedReaderTests
{
    private static RawTable Read(string text, DelimitedFormat? format = null) =>
        DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", Encoding.UTF8.GetBytes(text)))], format ?? new DelimitedFormat());

    private static string Refusal(string text, DelimitedFormat? format = null) =>
        Assert.Throws<InputException>(() => Read(text, format)).Message;

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "','")]
    [InlineData("a;b\n1,5;2,5\n3,5;4,5\n", "';'")]
    [InlineData("a\tb\nx y\t1,2\nz\t3,4,5\n", "tab")]
    [InlineData("a|b\n1|2\n3|4\n", "'|'")]
    [InlineData("1.5   2.5 3\n 4 5    6\n", "runs of blanks")]
    [InlineData("\uFEFFa,b\r\n1,2\r\n3,4\r\n", "','")]
    [InlineData("a,b\r1,2\r3,4\r", "','")]
    public void The_delimiter_is_found(string text, string delimiter)
    {
        RawTable table = Read(text);
        Assert.Equal(2, table.Rows);
        Assert.Contains($"Delimiter inferred: {delimiter}.", table.Remarks);
    }

    [Fact]
    public void Runs_of_blanks_count_as_one_delimiter()
    {
        RawTable table = Read("1.5   2.5 3\n 4 5    6 \n");
        Assert.Equal([1.5, 4.0], [table.Columns[0].Number(0), table.Columns[0].Number(1)]);
        Assert.Equal([3.0, 6.0], [table.Columns[2].Number(0), table.Columns[2].Number(1)]);
    }

    [Theory]
    [InlineData("name,size\nx,1\ny,2\n", true)]
    [InlineData("5,1\n6,1\n", false)]
    [InlineData("ham\tgo until jurong\nham\tok lar\nspam\tfree entry\n", false)]
    [InlineData("colour,shape\nred,round\nblue,square\n", true)]
    [InlineData(",a,b\n0,1,x\n1,2,y\n", true)]
    [InlineData("a,,c,y\n1,2,red,no\n3,4,blue,yes\n", true)]
    [InlineData("a,b,y,\n1,2,no,\n3,4,yes,\n", true)]
    [InlineData("red,,no\n3,4,no\n5,6,yes\n", true)]
    [InlineData("red,,no\nblue,4,no\nred,6,yes\n", false)]
    [InlineData("NA,,red\n1,2,blue\n3,4,red\n", false)]
    public void A_header_is_recognised(string text, bool header) =>
        Assert.Contains(header ? "The first row names the columns." : "The first row was taken for data, not for column names.",
            Read(text).Remarks);

    [Fact]
    public void Quoted_fields_hold_delimiters_quotes_and_line_breaks()
    {
        RawTable table = Read("id,text,y\n7,\"a \"\"b\"\", c\nd\",1\n8,plain,0\n");
        Assert.Equal("a \"b\", c\nd", table.Columns[1].Text(0));
        Assert.Equal("t.csv, row 4", table.Where(1));
    }

    [Fact]
    public void Without_quoting_a_quote_is_a_character()
    {
        RawTable table = Read("ham\t\"hello\nspam\tx\n", new DelimitedFormat { Quoting = Quoting.None, Delimiter = '\t', Columns = ["label", "text"] });
        Assert.Equal("\"hello", table.Columns[1].Text(0));
        Assert.Equal(2, table.Rows);
    }

    [Theory]
    [InlineData("ham\t\"Hi there\nspam\tfree\nham\tbye\" he said\nham\tx\n", 4)]
    [InlineData("ham\t\"Hi\" he said\nspam\tfree\nham\tx\n", 3)]
    public void In_tab_delimited_text_quotes_that_enclose_nothing_are_text(string text, int rows)
    {
        RawTable table = Read(text);
        Assert.Equal(rows, table.Rows);
        Assert.StartsWith("\"Hi", table.Columns[1].Text(0), StringComparison.Ordinal);
        Assert.Contains("The quotes do not enclose fields and were taken for text.", table.Remarks);
    }

    [Fact]
    public void Missing_markers_count_when_alone()
    {
        RawTable table = Read("a,b\n?,1\nN/A,2\nnan,3\n-,4\nnull,5\n\"\",6\n-1,7\nwhat?,8\n");
        Assert.Equal(6, table.Columns[0].MissingCount);
        Assert.Equal("-1", table.Columns[0].Text(6));
    }

    [Fact]
    public void Latin_1_is_recognised()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("name,y\ncafé,1\nthé,2\n");
        RawTable table = DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", bytes))], new DelimitedFormat());
        Assert.Equal("café", table.Columns[0].Text(0));
        Assert.Contains("The file is not valid UTF-8 and was read as Latin-1.", table.Remarks);
    }

    [Fact]
    public void Utf_16_with_a_mark_is_recognised()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\ty\ncafé\t1\nthé\t2\n")];
        RawTable table = DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", bytes))], new DelimitedFormat());
        Assert.Equal(["name", "y"], table.Columns.Select(column => column.Name));
        Assert.Equal("café", table.Columns[0].Text(0));
    }

    [Fact]
    public void Spellings_survive_when_a_word_follows_many_numbers()
    {
        StringBuilder text = new("code,y\n");
        for (int i = 0; i < 6000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"0{i},{i % 2}\n");
        }

        text.Append("PC 17,1\n");
        CellColumn column = Read(text.ToString()).Columns[0];
        Assert.Equal("042", column.Text(42));
        Assert.Equal("PC 17", column.Text(6000));
    }

    [Fact]
    public void Many_numbers_keep_their_values_and_gaps()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 6000).Select(i => i == 5500 ? "NA,1\n" : $"{i}.25,{i % 2}\n"));
        CellColumn column = Read(text).Columns[0];
        Assert.False(column.HasSpellings);
        Assert.Equal(5999.25, column.Number(5999));
        Assert.True(double.IsNaN(column.Number(5500)));
        Assert.Equal(1, column.MissingCount);
    }

    [Fact]
    public void Official_test_rows_follow_the_training_rows()
    {
        InputFile a = InputFile.Of("a.csv", "x,y\n1,2\n"u8.ToArray());
        InputFile b = InputFile.Of("b.csv", "x,y\n3,4\n5,6\n"u8.ToArray());
        RawTable table = DelimitedReader.Read([new TablePart(a), new TablePart(b, Test: true)], new DelimitedFormat());
        Assert.Equal([1, 2], table.TestRows);
        Assert.Equal("b.csv, row 3", table.Where(2));
    }

    [Fact]
    public void Empty_file_is_refused()
    {
        Assert.Equal("t.csv: the file is empty; give a file with rows", Refusal(""));
        Assert.Equal("t.csv: the file is empty; give a file with rows", Refusal("\n\n \n"));
    }

    [Fact]
    public void Header_alone_is_refused() =>
        Assert.Equal("t.csv: there is a header but no row below it; give a file with rows", Refusal("a,b\n"));

    [Fact]
    public void Duplicate_headers_are_refused() => Assert.Equal(
        "t.csv, row 1, column 'b': the columns 2 and 3 are both named 'b'; rename one of them",
        Refusal("a,b,b\n1,2,3\n", new DelimitedFormat { Header = true }));

    [Fact]
    public void Duplicate_headers_are_refused_when_the_header_is_inferred() => Assert.Equal(
        "t.csv, row 1, column 'b': the columns 2 and 3 are both named 'b'; rename one of them", Refusal("a,b,b\n1,2,3\n4,5,6\n"));

    [Fact]
    public void Ragged_rows_are_refused_with_the_line_an_editor_shows() => Assert.Equal(
        "t.csv, row 5: 2 fields were expected, 3 found (delimiter ','); mend the row, quote fields that hold the delimiter, "
        + "or name the right delimiter in a schema", Refusal("a,b\n\"x\ny\",2\n\n3,4,5\n6,7\n"));

    [Fact]
    public void An_open_quote_is_refused_at_its_row() => Assert.Equal(
        "t.csv, row 3: a quote is opened in this row and never closed; close it, or say that quotes are text (\"quoting\": \"none\" in a schema)",
        Refusal("a,b\n1,2\n3,\"open\n4,5\n6,7\n"));

    [Fact]
    public void A_binary_file_is_refused() => Assert.Equal(
        "t.csv: this is a binary file (it has NUL bytes), not text; save it as text in UTF-8, a table as csv",
        Refusal("a,b\n\0\u0001,2\n"));

    [Fact]
    public void An_Excel_workbook_is_refused() => Assert.Equal(
        "t.csv: this is a ZIP archive or an Excel workbook, not text; save it as text in UTF-8, a table as csv",
        Refusal("PK\u0003\u0004\u0014\0rest"));

    [Fact]
    public void Control_characters_are_refused() => Assert.Equal(
        "t.csv: this is a binary file (4 of its first 10 bytes are control characters), not text; save it as text in UTF-8, a table as csv",
        Refusal("a,b\n\u0001\u0002\u0003\u0004,2"));

    [Fact]
    public void Bytes_of_no_alphabet_are_refused()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(0x80 + i % 128))];
        string message = Assert.Throws<InputException>(
            () => DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", bytes))], new DelimitedFormat())).Message;
        Assert.StartsWith("t.csv: this is no UTF-8 text (", message, StringComparison.Ordinal);
        Assert.EndsWith(" % of its first 300 bytes are invalid); save it as text in UTF-8, a table as csv", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("% a comment\n@RELATION iris\n@ATTRIBUTE a REAL\n", "an ARFF file")]
    [InlineData("[\n  { \"a\": 1 },\n  { \"a\": 2 }\n]\n", "JSON")]
    [InlineData("{ \"a\": 1 }\n{ \"a\": 2 }\n", "JSON")]
    [InlineData("<!DOCTYPE html>\n<html>\n", "an HTML page")]
    public void Other_kinds_of_text_are_named(string text, string kind) =>
        Assert.Equal($"t.csv: this is {kind}, not delimited text; save the table as csv", Refusal(text));

    [Fact]
    public void Comment_lines_are_passed_over_when_the_format_names_their_mark()
    {
        RawTable table = Read("|1x3 Cross validator\n1,a\n2,b\n", new DelimitedFormat { Comment = '|', Header = false });
        Assert.Equal((2, "t.csv, row 2"), (table.Rows, table.Where(0)));
    }

    [Fact]
    public void A_truncated_gzip_is_refused_wherever_it_is_cut()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("x,y\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i * i % 977},{i % 3}\n"))));
        }

        byte[] whole = packed.ToArray();
        RawTable table = DelimitedReader.Read([new TablePart(InputFile.Of("t.csv", whole))], new DelimitedFormat());
        Assert.Equal(3000, table.Rows);
        foreach (int cut in (int[])[1, 2, 4, 7, 8, 9, 50, whole.Length / 2, whole.Length - 12])
        {
            InputFile file = InputFile.Of("t.csv.gz", whole[..^cut]);
            string message = Assert.Throws<InputException>(() => DelimitedReader.Read([new TablePart(file)], new DelimitedFormat())).Message;
            Assert.Equal("t.csv.gz: the gzip data is truncated or damaged; download or pack the file again", message);
        }
    }

    [Fact]
    public void A_line_of_2_GB_fails_early_with_bounded_memory()
    {
        long given = 0;
        InputFile file = new("t.csv", () => new EndlessLine(count => given += count));
        string message = Assert.Throws<InputException>(() => DelimitedReader.Read([new TablePart(file)], new DelimitedFormat())).Message;
        Assert.Equal("t.csv, row 2: the line or quoted field that begins here is longer than 16 MiB; check the line ends and close every quote, "
            + "or say that quotes are text (\"quoting\": \"none\" in a schema)", message);
        Assert.InRange(given, 16 << 20, 64 << 20);
    }

    [Fact]
    public void A_missing_file_is_refused() => Assert.Equal(
        "no/such.csv: there is no such file; check the path",
        Assert.Throws<InputException>(() => DelimitedReader.Read([new TablePart(InputFile.Of("no/such.csv"))], new DelimitedFormat())).Message);

    /// <summary>A header, then 2 GB without a line end.</summary>
    private sealed class EndlessLine(Action<int> count) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count1)
        {
            ReadOnlySpan<byte> header = "a,b\n"u8;
            int given = (int)Math.Min(count1, (2L << 30) - position);
            for (int i = 0; i < given; i++)
            {
                buffer[offset + i] = position + i < header.Length ? header[(int)(position + i)] : (byte)'x';
            }

            position += given;
            count(given);
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count1) => throw new NotSupportedException();
    }
}
