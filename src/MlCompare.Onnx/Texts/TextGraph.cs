using MlCompare.Onnx.Graphs;
using Onnx;

namespace MlCompare.Onnx.Texts;

/// <summary>
/// A column of texts, cut into characters. ONNX has no operator for that in its own domain; ONNX Runtime's <c>Tokenizer</c> is the one that ML.NET writes, too.
/// All else is arithmetic on the numbers of <see cref="CharacterTable"/>: the operators that know upper and lower case ask for a locale, which a server
/// seldom has.
/// </summary>
internal sealed class TextGraph
{
    private const long NoCharacter = -1;
    private readonly OnnxGraph graph;
    private readonly CharacterTable table;
    private readonly Value characters;

    public TextGraph(OnnxGraph graph, string column, CharacterTable table)
    {
        (this.graph, this.table) = (graph, table);
        // Rows × 1 × characters; no text is filled up but by empty ones.
        Value cut = graph.Apply(
            OnnxGraph.Microsoft,
            "Tokenizer",
            [graph.Input(column)],
            OnnxAttribute.Of("mark", 0),
            OnnxAttribute.Of("mincharnum", 1),
            OnnxAttribute.Of("pad_value", ""),
            OnnxAttribute.Of("separators", (string[])[""]));
        (string Character, long Number)[] entries = [.. table.Entries()];
        Value numbers = graph.Apply(
            OnnxGraph.Ml,
            "LabelEncoder",
            [cut],
            OnnxAttribute.Of("keys_strings", [.. entries.Select(entry => entry.Character), ""]),
            OnnxAttribute.Of("values_int64s", [.. entries.Select(entry => entry.Number), NoCharacter]),
            OnnxAttribute.Of("default_int64", table.OtherMark));
        Value line = graph.Apply("Squeeze", [numbers, graph.Integers(1)]);
        // White space before and behind, so that every word has two ends, and no text is without a character.
        characters = graph.Apply("Pad", [line, graph.Integers(0, 1, 0, 1), graph.Whole(NoCharacter)]);
    }

    /// <summary>Numbers of the characters (rows × length), and 1 for letters and digits and for marks, else 0; white space in front and behind.</summary>
    public (Value Numbers, Value Letters, Value Marks) Kinds()
    {
        Value numbers = graph.Apply("Max", [characters, graph.Integers(0)]);
        Value letters = graph.Cast(graph.Apply("Greater", [numbers, graph.Integers(table.OtherMark)]), TensorProto.Types.DataType.Int64);
        return (numbers, letters, graph.Subtract(graph.Apply("Min", [numbers, graph.Integers(1)]), letters));
    }

    /// <summary>Numbers of the characters (rows × length), white space in front and behind; every run of it is one 0.</summary>
    public Value Words()
    {
        Value spaced = graph.Apply("Max", [characters, graph.Integers(0)]);
        return Squeezed(spaced);
    }

    /// <summary>Numbers of the letters and digits (rows × length); every run of other characters is one 0.</summary>
    public Value Letters()
    {
        Value isLetter = graph.Apply("Greater", [characters, graph.Integers(table.OtherMark)]);
        return Squeezed(graph.Multiply(characters, graph.Cast(isLetter, TensorProto.Types.DataType.Int64)));
    }

    /// <summary>1 for rows without a text, else 0 (rows × 1, single precision).</summary>
    public Value IsEmpty()
    {
        Value first = graph.Apply("Slice", [characters, graph.Integers(1), graph.Integers(2), graph.Integers(1)]);
        return graph.ToFloat(graph.Apply("Equal", [first, graph.Integers(NoCharacter)]));
    }

    private Value Squeezed(Value numbers)
    {
        Value before = graph.Apply("Pad", [numbers, graph.Integers(0, 1, 0, -1), graph.Whole(1)]);
        Value one = graph.Integers(1), keep = graph.Apply("Min", [graph.Add(numbers, before), one]);
        return graph.Front(numbers, keep);
    }
}
