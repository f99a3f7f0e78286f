using System.Text;
using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Texts;

namespace MlCompare.Tests.Data.Texts;

public sealed class TextLinesTests
{
    private static InputFile File(string name, string text) => InputFile.Of(name, Encoding.Latin1.GetBytes(text));

    private static string[] Texts(LabelledColumn column) => [.. Assert.IsType<TextColumn>(column.Column).Values.Select(text => text!)];

    [Fact]
    public void Labels_stand_before_the_first_blank()
    {
        LabelledColumn column = TextLines.ReadLabelled(
            [new TablePart(File("a", "NUM:dist How far ?\r\n\r\nLOC\tWhere is it ?\n")), new TablePart(File("b", "NUM:date When ?"), Test: true)],
            labelEnd: ':');
        Assert.Equal(["How far ?", "Where is it ?", "When ?"], Texts(column));
        Assert.Equal(["NUM", "LOC", "NUM"], column.ClassOfRow);
        Assert.Equal([2], column.TestRows);
    }

    [Fact]
    public void A_file_can_be_a_class()
    {
        LabelledColumn column = TextLines.ReadPerClass([(File("n", "bad\nworse\n"), "neg", false), (File("p", "café"), "pos", false)]);
        Assert.Equal(["bad", "worse", "café"], Texts(column));
        Assert.Equal(["neg", "neg", "pos"], column.ClassOfRow);
    }

    [Fact]
    public void Long_lines_cross_the_buffer()
    {
        string text = string.Join(' ', Enumerable.Range(0, 20_000));
        Assert.Equal([text, "end"], Texts(TextLines.ReadPerClass([(File("a", text + "\nend"), "x", false)])));
    }

    [Fact]
    public void Lines_without_text_and_endless_lines_are_refused()
    {
        Assert.Equal("a, row 2: the line has no label and text parted by a blank; write lines as \"label text\"",
            Assert.Throws<InputException>(() => TextLines.ReadLabelled([new TablePart(File("a", "x y\nz\n"))])).Message);
        Assert.Equal("a, row 1: the line is longer than 16 Mi characters; check the line ends of the file",
            Assert.Throws<InputException>(() => TextLines.ReadPerClass([(File("a", new string('x', 17 << 20)), "x", false)])).Message);
    }
}
