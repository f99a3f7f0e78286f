using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// The product of three among twenty random signs; no label noise. No column and no pair of columns tells anything alone. Expect networks
/// and kernel methods to find it from some 3,000 rows on (there are 1,140 products of three), trees now and then (Barak et al. 2022).
/// </summary>
public class SparseParity : SyntheticDataset
{
    private const int Width = 20;

    private readonly Lazy<int[]> relevant;

    public SparseParity()
        : this("sparse-parity", 3)
    {
    }

    private protected SparseParity(string name, int order)
        : base(name)
    {
        Order = order;
        relevant = new(() => [.. TaskRng("sparse-parity").Permutation(Width)[..Order].Order()]);
    }

    public override string Title => $"Parity of {Order} signs";

    public override string Description =>
        $"The product of {Order} among {Width} random signs; no label noise. Networks should find it, trees now and then.";

    /// <summary>Columns in the product.</summary>
    public int Order { get; }

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[] x = Signs(rows * Width, rng);
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => relevant.Value.Count(j => x[row * Width + j] < 0) % 2 == 0 ? 1 : 0)];
        (Labels labels, Truth truth) = Certain(classes, ["0", "1"]);
        return (Table(x, Width), labels, truth);
    }
}
