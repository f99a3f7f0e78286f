using MlCompare.Learners.Encoders;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Texts;

/// <summary>Inner products with rows that are mostly zeros: ONNX has no product with a sparse matrix, and written out they fill gigabytes.</summary>
internal static class SparseProducts
{
    // What one row that is asked about takes: some 32 bytes for each of them.
    private const int MostEntries = 4_000_000;

    /// <param name="queries">Rows × width, double precision.</param>
    /// <returns>Rows × the rows given, double precision.</returns>
    /// <exception cref="InputException">There are too many entries.</exception>
    public static Value Write(OnnxGraph graph, Value queries, SparseRows rows)
    {
        List<long> columns = [], ends = [0];
        List<float> values = [];
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (int column in rows.Columns(row))
            {
                columns.Add(column);
            }

            values.AddRange(rows.Values(row));
            ends.Add(columns.Count);
        }

        if (columns.Count > MostEntries)
        {
            throw OnnxGraph.NotExpressed($"the training texts have {columns.Count} terms, and a kernel machine compares each text with all of them: at most {MostEntries} are written as ONNX");
        }

        // The sums up to every entry; those of a row are the difference of two.
        Value terms = graph.Multiply(graph.Columns(queries, [.. columns]), graph.ToDouble(graph.Floats([.. values], 1, values.Count)));
        Value sums = graph.Apply("CumSum", [graph.Apply("Pad", [terms, graph.Integers(0, 1, 0, 0), graph.Number(0)]), graph.Whole(1)]);
        return graph.Subtract(graph.Columns(sums, [.. ends.Skip(1)]), graph.Columns(sums, [.. ends.SkipLast(1)]));
    }

    /// <summary>Squared lengths of rows, in double precision.</summary>
    public static double[] Squares(SparseRows rows)
    {
        double[] squares = new double[rows.Count];
        for (int row = 0; row < squares.Length; row++)
        {
            foreach (float value in rows.Values(row))
            {
                squares[row] += (double)value * value;
            }
        }

        return squares;
    }
}
