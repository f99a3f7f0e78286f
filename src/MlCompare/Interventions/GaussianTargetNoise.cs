using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Adds normal noise whose standard deviation is the level times that of the targets. Expect it to cost rows but to bias nobody:
/// the conditional mean stays the same.
/// </summary>
public sealed class GaussianTargetNoise : TargetNoise
{
    public override string Id => "target-noise-gaussian";

    public override string Title => "Target noise, Gaussian";

    public override IReadOnlyList<double> Levels => [0, 0.1, 0.2, 0.4, 0.8];

    public override double MaxLevel(int classCount) => 10;

    private protected override double[] Disturb(Block block, double[] targets, double level, RowDraws draws)
    {
        double scale = level * StandardDeviation(block);
        return [.. targets.Select((target, row) => target + scale * draws.Of(row).NextGaussian())];
    }
}
