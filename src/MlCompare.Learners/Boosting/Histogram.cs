using System.Numerics.Tensors;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Sums over the rows of one node for each bin of each column, at the offsets of <see cref="BinnedTable.Offsets"/>. They are exact
/// integers, so their order does not matter, and the histogram of a sibling is the parent's minus the other's to the last bit.
/// </summary>
internal sealed class Histogram(int slots)
{
    /// <summary>Slot → gradients in the upper, hessians in the lower 32 bits: one addition adds both.</summary>
    public long[] Pairs { get; } = new long[slots];

    /// <summary>Slot → rows.</summary>
    public int[] Rows { get; } = new int[slots];

    public Sums this[int slot] => Sums.Of(Pairs[slot], Rows[slot]);

    /// <summary>Takes the sums of another over some slots off.</summary>
    public void Subtract(Histogram other, Range slots)
    {
        TensorPrimitives.Subtract(Pairs.AsSpan(slots), other.Pairs.AsSpan(slots), Pairs.AsSpan(slots));
        TensorPrimitives.Subtract(Rows.AsSpan(slots), other.Rows.AsSpan(slots), Rows.AsSpan(slots));
    }
}
