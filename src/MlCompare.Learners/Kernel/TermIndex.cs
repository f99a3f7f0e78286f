using System.Numerics;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>For each term the rows that have it, ascending, with their values: inner products with all rows at once.</summary>
internal sealed class TermIndex
{
    private readonly int[] starts;
    private readonly int[] rows;
    private readonly float[] values;

    public TermIndex(SparseRows sparse)
    {
        starts = new int[sparse.Width + 1];
        for (int i = 0; i < sparse.Count; i++)
        {
            foreach (int term in sparse.Columns(i))
            {
                starts[term + 1]++;
            }
        }

        for (int term = 0; term < sparse.Width; term++)
        {
            starts[term + 1] += starts[term];
        }

        rows = new int[starts[^1]];
        values = new float[starts[^1]];
        int[] next = starts[..^1];
        for (int i = 0; i < sparse.Count; i++)
        {
            ReadOnlySpan<int> terms = sparse.Columns(i);
            ReadOnlySpan<float> weights = sparse.Values(i);
            for (int p = 0; p < terms.Length; p++)
            {
                int at = next[terms[p]]++;
                (rows[at], values[at]) = (i, weights[p]);
            }
        }
    }

    /// <summary>
    /// Adds the products of one row of <paramref name="queries"/> with the indexed rows from <paramref name="from"/> on, as many as
    /// <paramref name="target"/> has room for. Each sum runs
    /// over the terms in ascending order, whatever else is asked.
    /// </summary>
    public void AddProducts<T>(SparseRows queries, int query, int from, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> terms = queries.Columns(query);
        ReadOnlySpan<float> weights = queries.Values(query);
        for (int p = 0; p < terms.Length; p++)
        {
            int start = starts[terms[p]], length = starts[terms[p] + 1] - start;
            ReadOnlySpan<int> having = rows.AsSpan(start, length);
            ReadOnlySpan<float> theirs = values.AsSpan(start, length);
            int at = from == 0 ? 0 : having.BinarySearch(from);
            for (int q = at < 0 ? ~at : at; q < having.Length && having[q] - from < target.Length; q++)
            {
                target[having[q] - from] += T.CreateTruncating(weights[p]) * T.CreateTruncating(theirs[q]);
            }
        }
    }
}
