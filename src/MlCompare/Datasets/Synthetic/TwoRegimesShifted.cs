namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// <see cref="TwoRegimes"/> tested where half of the rows lie in the corner: what happens when the world moves to what was rare in training. Expect errors
/// near half for whoever did not learn the corner.
/// </summary>
public sealed class TwoRegimesShifted : TwoRegimes
{
    public TwoRegimesShifted()
        : base("two-regimes-shifted")
    {
    }

    public override string Title => "Two regimes, shifted";

    public override string Description => base.Description + " Half of the test rows lie in the corner.";

    private protected override double RareShare(int row) => row < PoolRows ? 0.05 : 0.5;
}
