using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Encodings;

/// <summary>
/// Categories as rows of a table: one row for each level that a model knows, one for levels that it never saw, one for missing values. What a model makes
/// of a category depends on the level alone, so the table is asked of the model's own encoder.
/// </summary>
internal static class LevelTable
{
    /// <summary>A column with one row for each row of the table.</summary>
    public static CategoricalColumn Rows(string name, IReadOnlyList<string> known)
    {
        string unseen = "unseen";
        while (known.Contains(unseen, StringComparer.Ordinal))
        {
            unseen += "'";
        }

        ImmutableArray<string> levels = [.. known, unseen];
        return new CategoricalColumn(name, [.. Enumerable.Range(0, levels.Length), -1], levels);
    }

    /// <summary>The table's row of each category (rows × width).</summary>
    /// <param name="table">Rows as in <see cref="Rows"/> × width.</param>
    public static Value Look(OnnxGraph graph, string column, IReadOnlyList<string> known, ReadOnlySpan<float> table)
    {
        int unseen = known.Count, missing = known.Count + 1;
        // A missing category is an empty text, unless there is a level of that name.
        IEnumerable<(string Key, long Row)> keys = known.Select((level, row) => (level, (long)row));
        (string Key, long Row)[] entries = known.Contains("", StringComparer.Ordinal) ? [.. keys] : [.. keys, ("", missing)];
        Value row = graph.Apply(
            OnnxGraph.Ml,
            "LabelEncoder",
            [graph.Input(column)],
            OnnxAttribute.Of("keys_strings", entries.Select(entry => entry.Key)),
            OnnxAttribute.Of("values_int64s", entries.Select(entry => entry.Row)),
            OnnxAttribute.Of("default_int64", unseen));
        Value flat = graph.Apply("Reshape", [row, graph.Integers(-1)]);
        return graph.Apply("Gather", [graph.Floats(table, missing + 1, table.Length / (missing + 1)), flat], OnnxAttribute.Of("axis", 0));
    }
}
