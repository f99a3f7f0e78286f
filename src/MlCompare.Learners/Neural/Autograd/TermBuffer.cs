using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Autograd;

/// <summary>The terms of a batch: which rows of a sparse matrix run, without a copy of them.</summary>
internal sealed class TermBuffer
{
    private SparseRows? source;
    private int[] rows = [];

    public void Set(SparseRows terms, ReadOnlySpan<int> batch)
    {
        source = terms;
        if (rows.Length < batch.Length)
        {
            rows = new int[batch.Length];
        }

        batch.CopyTo(rows);
    }

    /// <summary>Which terms the i-th row of the batch has.</summary>
    public ReadOnlySpan<int> Columns(int i) => source!.Columns(rows[i]);

    public ReadOnlySpan<float> Values(int i) => source!.Values(rows[i]);
}
