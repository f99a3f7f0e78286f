using System.Text;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Tests.Data.Tables;

public sealed class SchemaFileTests
{
    private static SchemaFile Read(string json) => SchemaFile.Read(InputFile.Of("s.json", Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Every_key_is_read()
    {
        SchemaFile schema = Read("""
            { "label": "y", "task": "multiclass", "columns": { "a": "categorical", "b": "ignore" }, "missing": ["?", "n/a"],
              "delimiter": ";", "header": false, "quoting": "none", "encoding": "latin-1", "levels": { "c": ["low", "high"] } }
            """);
        Assert.Equal(("y", TaskKind.Multiclass), (schema.Table.Label, schema.Table.Task));
        Assert.Equal(ColumnKind.Categorical, schema.Table.KindOf("a"));
        Assert.Equal(ColumnKind.Ignore, schema.Table.KindOf("b"));
        Assert.Equal(ColumnKind.Ordinal, schema.Table.KindOf("c"));
        Assert.Null(schema.Table.KindOf("d"));
        Assert.Equal("?,n/a", string.Join(',', schema.Format.Missing));
        Assert.Equal((';', false), (schema.Format.Delimiter, schema.Format.Header));
        Assert.Equal((Quoting.None, TextEncoding.Latin1), (schema.Format.Quoting, schema.Format.Encoding));
    }

    [Theory]
    [InlineData("{ \"label\": \"", "\" }")]
    [InlineData("{ \"", "\": 1 }")]
    public void Bytes_that_are_no_text_are_refused(string before, string after)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(before), 0xFF, .. Encoding.UTF8.GetBytes(after)];
        Assert.StartsWith("this is no valid JSON", Assert.Throws<InputException>(() => SchemaFile.Read(InputFile.Of("s.json", bytes))).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"labell\": \"y\" }",
        "s.json, key 'labell': there is no such key; use one of: label, task, columns, levels, missing, delimiter, header, quoting, encoding")]
    [InlineData("{ \"columns\": { \"a\": \"number\" } }",
        "s.json, key 'columns', column 'a': there is no 'number' here; use one of: numeric, categorical, ordinal, text, date, ignore")]
    [InlineData("{ \"task\": \"ranking\" }", "s.json, key 'task': there is no task 'ranking'; use one of: auto, binary, multiclass, regression")]
    [InlineData("{ \"header\": \"yes\" }", "s.json, key 'header': true or false was expected; mend the schema")]
    [InlineData("{ \"missing\": \"?\" }", "s.json, key 'missing': a list of texts [ … ] was expected; mend the schema")]
    [InlineData("{ \"delimiter\": \"::\" }",
        "s.json, key 'delimiter': '::' is no delimiter; give one ASCII character, such as \";\" or \"\\t\"; a blank stands for runs of blanks")]
    [InlineData("{\n \"label\": \n}", "s.json, row 3: this is no valid JSON; mend the schema")]
    [InlineData("[]", "s.json: an object { … } was expected; mend the schema")]
    public void Mistakes_are_named(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Read(json)).Message);
}
