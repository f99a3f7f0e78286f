using MlCompare.Learners.Encoders;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Texts;

/// <summary>Terms of texts as a graph: each is a run of characters that is looked for at every place.</summary>
internal static class TermCounts
{
    /// <summary>What a <see cref="TextVectorizer"/> makes of a column of texts (rows × its width, single precision); it has terms.</summary>
    public static Value Write(OnnxGraph graph, string column, TextVectorizer vectorizer)
    {
        (TextGraph texts, CharacterTable table) = Characters(graph, column, vectorizer);
        List<Value> parts = [];
        if (vectorizer.Words.Terms.Length > 0)
        {
            // Between the words of a pair, and at both ends, stands what is no letter.
            parts.Add(Weighted(graph, texts.Letters(), vectorizer.Words, [.. vectorizer.Words.Terms.Select(term => (long[])[0, .. table.Of(term), 0])]));
        }

        if (vectorizer.Characters.Terms.Length > 0)
        {
            parts.Add(Weighted(graph, texts.Words(), vectorizer.Characters, [.. vectorizer.Characters.Terms.Select(table.Of)]));
        }

        return graph.Beside([.. parts]);
    }

    /// <summary>1 for rows without a text, else 0 (rows × 1, single precision).</summary>
    public static Value IsEmpty(OnnxGraph graph, string column, TextVectorizer vectorizer) => Characters(graph, column, vectorizer).Texts.IsEmpty();

    private static (TextGraph Texts, CharacterTable Table) Characters(OnnxGraph graph, string column, TextVectorizer vectorizer) => graph.Once(vectorizer, () =>
    {
        CharacterTable table = new(vectorizer.Words.Terms.Concat(vectorizer.Characters.Terms));
        return (new TextGraph(graph, column, table), table);
    });

    private static Value Weighted(OnnxGraph graph, Value characters, TermWeights terms, long[][] runs)
    {
        double[] weights = [.. terms.InverseFrequency.ToArray().Select(weight => (double)weight)];
        Value count = graph.ToDouble(Count(graph, characters, runs));
        Value rise = graph.Add(graph.Apply("Log", [graph.Apply("Max", [count, graph.Number(1)])]), graph.Number(1));
        Value weighed = graph.Multiply(graph.Multiply(rise, graph.Apply("Sign", [count])), graph.Doubles(weights, 1, weights.Length));
        Value squares = graph.Apply("ReduceSum", [graph.Multiply(weighed, weighed), graph.Integers(1)]);
        Value length = graph.Apply("Sqrt", [graph.Apply("Where", [graph.Apply("Greater", [squares, graph.Number(0)]), squares, graph.Number(1)])]);
        return graph.Multiply(graph.ToFloat(weighed), graph.ToFloat(graph.Divide(graph.Number(1), length)));
    }

    private static Value Count(OnnxGraph graph, Value characters, long[][] runs)
    {
        int longest = runs.Max(run => run.Length);
        int[] order = [.. Enumerable.Range(0, runs.Length).OrderBy(term => runs[term].Length)];
        long[] starts = new long[longest];
        for (int length = 2; length <= longest; length++)
        {
            starts[length - 1] = starts[length - 2] + runs.Where(run => run.Length == length - 1).Sum(run => run.LongLength);
        }

        return graph.Apply(
            "TfIdfVectorizer",
            [characters],
            OnnxAttribute.Of("mode", "TF"),
            OnnxAttribute.Of("min_gram_length", runs.Min(run => run.Length)),
            OnnxAttribute.Of("max_gram_length", longest),
            OnnxAttribute.Of("max_skip_count", 0),
            OnnxAttribute.Of("ngram_counts", starts),
            OnnxAttribute.Of("ngram_indexes", order.Select(term => (long)term)),
            OnnxAttribute.Of("pool_int64s", order.SelectMany(term => runs[term])));
    }
}
