namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// <see cref="SparseParity"/> of four signs. Expect neural networks alone to learn it from 3,000 rows: a tree that grows greedily sees no gain in
/// any of its first three cuts.
/// </summary>
public sealed class SparseParityOfFour : SparseParity
{
    public SparseParityOfFour()
        : base("sparse-parity-4", 4)
    {
    }
}
