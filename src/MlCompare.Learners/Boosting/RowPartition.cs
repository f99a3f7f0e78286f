using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Rows parted among the leaves of a tree: the rows of a leaf lie together, in their old order. Rows that only follow (that the tree
/// is not grown on, but whose scores it changes) are parted alongside, which is cheaper than walking the finished tree row by row.
/// </summary>
internal sealed unsafe class RowPartition(BinnedTable table)
{
    /// <summary>Rows between the one being parted and the one whose code is fetched.</summary>
    private const int Ahead = 16;

    private readonly int[] rows = new int[table.Count];
    private readonly int[] spare = new int[table.Count];
    private readonly byte[] isException = new byte[table.Sparse is null ? 0 : table.Count];

    public void Set(ReadOnlySpan<int> grown, ReadOnlySpan<int> followers)
    {
        grown.CopyTo(rows);
        followers.CopyTo(rows.AsSpan(grown.Length));
    }

    public ReadOnlySpan<int> Run(int start, int count) => rows.AsSpan(start, count);

    /// <summary>Parts a run in place, left side first, and returns how many went there.</summary>
    public int Part(int start, int count, Split split)
    {
        if (count == 0)
        {
            return 0;
        }

        byte* isLeft = stackalloc byte[256];
        for (int bin = 0; bin < table.Bins[split.Column].Count; bin++)
        {
            isLeft[bin] = split.LeftBins.Contains(bin) ? (byte)1 : (byte)0;
        }

        int left;
        if (table.IsSparse[split.Column])
        {
            // The rows of the shared bin go one way; the rest are marked where they go the other way, and unmarked again.
            byte shared = isLeft[table.Bins[split.Column].Mode];
            Mark(split.Column, isLeft, shared);
            isLeft[0] = shared;
            isLeft[1] = (byte)(1 - shared);
            left = Part(rows.AsSpan(start, count), isException, 1, isLeft);
            foreach (int row in table.Sparse!.Rows(split.Column))
            {
                isException[row] = 0;
            }
        }
        else
        {
            (int p, int place) = table.Places[split.Column];
            left = Part(rows.AsSpan(start, count), table.Panels[p].Codes.AsSpan(place), table.Panels[p].Width, isLeft);
        }

        return left;
    }

    private void Mark(int column, byte* isLeft, byte shared)
    {
        ReadOnlySpan<int> exceptions = table.Sparse!.Rows(column);
        ReadOnlySpan<byte> codes = table.Sparse.Codes(column);
        for (int e = 0; e < exceptions.Length; e++)
        {
            isException[exceptions[e]] = (byte)(isLeft[codes[e]] ^ shared);
        }
    }

    private int Part(Span<int> run, ReadOnlySpan<byte> codes, int stride, byte* isLeft)
    {
        int left = 0;
        int right = 0;
        fixed (int* row = run, aside = spare)
        fixed (byte* code = codes)
        {
            for (int i = 0; i < run.Length; i++)
            {
                if (Sse.IsSupported && i + Ahead < run.Length)
                {
                    Sse.Prefetch0(code + (long)row[i + Ahead] * stride);
                }

                // Both are written and one counts on: no branch to mispredict.
                int own = row[i];
                int toLeft = isLeft[code[(long)own * stride]];
                aside[right] = own;
                row[left] = own;
                left += toLeft;
                right += 1 - toLeft;
            }
        }

        spare.AsSpan(0, right).CopyTo(run[left..]);
        return left;
    }
}
