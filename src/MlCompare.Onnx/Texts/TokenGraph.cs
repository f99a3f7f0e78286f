using MlCompare.Learners.Neural.Texts;
using MlCompare.Onnx.Graphs;
using Onnx;

namespace MlCompare.Onnx.Texts;

/// <summary>Ids of the tokens of texts, as a <see cref="Vocabulary"/> gives them.</summary>
internal sealed class TokenGraph(OnnxGraph graph, Vocabulary vocabulary, int longest)
{
    private readonly RunHash hash = new(graph);

    /// <summary>Ids (rows × longest text of the batch; 0 fills up) and the number of tokens of each row (rows × 1, may be 0).</summary>
    public (Value Ids, Value Lengths) Write(string column)
    {
        CharacterTable table = new(vocabulary.Tokens);
        TextGraph texts = new(graph, column, table);
        return vocabulary.Kind == TokenKind.Words ? Words(texts, table) : Grams(texts, table);
    }

    /// <summary>Words and marks in their order; those that are not known are number 1.</summary>
    private (Value Ids, Value Lengths) Words(TextGraph texts, CharacterTable table)
    {
        (Value numbers, Value letters, Value marks) = texts.Kinds();
        (Value starts, Value ends, Value count) = Runs(letters, marks);
        Value lengths = graph.Apply("Min", [count, graph.Integers(longest)]);
        Value width = graph.Apply("Max", [graph.Apply("ReduceMax", [lengths], OnnxAttribute.Of("axes", [0L, 1L]), OnnxAttribute.Of("keepdims", 0)), graph.Whole(1)]);
        Value end = graph.Apply("Unsqueeze", [width, graph.Integers(0)]);
        (Value runs, _) = hash.Between(numbers, First(starts, end), First(ends, end), pairs: false);
        Value ids = Ids(runs, [.. vocabulary.Tokens.Select((token, i) => (RunHash.Of(table.Of(token)), (long)i + vocabulary.FirstId))], 1);
        Value there = graph.Cast(graph.Apply("Less", [graph.UpTo(end), lengths]), TensorProto.Types.DataType.Int64);
        return (graph.Multiply(ids, there), lengths);
    }

    /// <summary>Words, each followed by its pair with the one before, then characters; those that are not known do not count.</summary>
    private (Value Ids, Value Lengths) Grams(TextGraph texts, CharacterTable table)
    {
        (string Token, long Id)[] tokens = [.. vocabulary.Tokens.Select((token, i) => (token, (long)i + vocabulary.FirstId))];
        (Value numbers, Value letters, _) = texts.Kinds();
        (Value starts, Value ends, Value count) = Runs(letters, null);
        (Value words, Value? pairs) = hash.Between(numbers, starts, ends, pairs: true);
        ILookup<int, (string Token, long Id)> kinds = tokens.ToLookup(token => token.Token[0] == '|' ? 2 : token.Token.Contains(' ', StringComparison.Ordinal) ? 1 : 0);
        Value places = graph.UpTo(graph.Apply("Gather", [graph.Apply("Shape", [starts]), graph.Integers(1)]));
        Value isWord = graph.Cast(graph.Apply("Less", [places, count]), TensorProto.Types.DataType.Int64);
        Value wordIds = Ids(words, [.. kinds[0].Select(token => (RunHash.Of(table.Of(token.Token)), token.Id))], 0);
        Value pairIds = Ids(pairs!.Value, [.. kinds[1].Select(token => (Pair(table.Of(token.Token)), token.Id))], 0);
        Value spaced = texts.Words();
        ILookup<int, (long, long)> runs = kinds[2].Select(token => (Run: table.Of(token.Token[1..]), token.Id))
            .ToLookup(token => token.Run.Length, token => (RunHash.OfWindow(token.Run), token.Id));
        Value[] windows = [.. Enumerable.Range(Vocabulary.ShortestGram, Vocabulary.LongestGram - Vocabulary.ShortestGram + 1)
            .Select(size => Ids(hash.Windows(spaced, size), [.. runs[size]], 0))];
        Value all = graph.Beside(
            Interleaved(graph.Multiply(wordIds, isWord), graph.Multiply(pairIds, isWord)), Interleaved(windows));
        Value known = graph.Apply("Min", [all, graph.Integers(1)]);
        Value ids = First(graph.Front(all, known), graph.Integers(longest));
        return (ids, graph.Apply("Min", [graph.Apply("ReduceSum", [known, graph.Integers(1)]), graph.Integers(longest)]));
    }

    private static long Pair(long[] both)
    {
        int blank = Array.IndexOf(both, 0);
        return RunHash.OfPair(both.AsSpan(0, blank), both.AsSpan(blank + 1));
    }

    /// <summary>Where runs of letters, and single marks, begin and end, in their order, and how many there are.</summary>
    private (Value Starts, Value Ends, Value Count) Runs(Value letters, Value? marks)
    {
        Value one = graph.Whole(1);
        Value before = graph.Apply("Pad", [letters, graph.Integers(0, 1, 0, -1), graph.Whole(0)]);
        Value after = graph.Apply("Pad", [letters, graph.Integers(0, -1, 0, 1), graph.Whole(0)]);
        Value starts = graph.Multiply(letters, graph.Subtract(one, before)), ends = graph.Multiply(letters, graph.Subtract(one, after));
        if (marks is { } single)
        {
            (starts, ends) = (graph.Add(starts, single), graph.Add(ends, single));
        }

        Value places = graph.UpTo(graph.Apply("Gather", [graph.Apply("Shape", [letters]), graph.Integers(1)]));
        return (graph.Front(places, starts), graph.Front(places, ends), graph.Apply("ReduceSum", [starts, graph.Integers(1)]));
    }

    private Value Ids(Value hashes, (long Hash, long Id)[] known, long other)
    {
        if (known.Select(entry => entry.Hash).Distinct().Count() < known.Length)
        {
            throw OnnxGraph.NotExpressed("two of the tokens have the same hash");
        }

        // A table needs an entry; no hash is below 0.
        (long Hash, long Id)[] entries = known.Length > 0 ? known : [(-1, other)];
        return graph.Apply(
            OnnxGraph.Ml,
            "LabelEncoder",
            [hashes],
            OnnxAttribute.Of("keys_int64s", entries.Select(entry => entry.Hash)),
            OnnxAttribute.Of("values_int64s", entries.Select(entry => entry.Id)),
            OnnxAttribute.Of("default_int64", other));
    }

    private Value First(Value rows, Value end) => graph.Apply("Slice", [rows, graph.Integers(0), end, graph.Integers(1)]);

    /// <summary>One number of each after the other, place by place.</summary>
    private Value Interleaved(params ReadOnlySpan<Value> rows)
    {
        List<Value> turned = [];
        foreach (Value row in rows)
        {
            turned.Add(graph.Apply("Unsqueeze", [row, graph.Integers(2)]));
        }

        return graph.Flat(graph.Apply("Concat", [.. turned], OnnxAttribute.Of("axis", 2)));
    }
}
