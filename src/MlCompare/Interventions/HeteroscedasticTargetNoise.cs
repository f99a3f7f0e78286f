using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Adds normal noise with σ(x) = σ₀·(1 + ‖x‖) of the standardised features, σ₀ such that the mean variance over the test rows is that of
/// Gaussian noise of the same level. Expect more harm where data is sparse anyway, and squared losses to suffer from the far rows.
/// </summary>
public sealed class HeteroscedasticTargetNoise : TargetNoise
{
    public override string Id => "target-noise-heteroscedastic";

    public override string Title => "Target noise, growing with distance";

    public override IReadOnlyList<double> Levels => [0, 0.1, 0.2, 0.4, 0.8];

    public override double MaxLevel(int classCount) => 10;

    private protected override double[] Disturb(Block block, double[] targets, double level, RowDraws draws)
    {
        NumericView view = new(block.TestFeatures);
        double[] ofTest = Spreads(view.Of(block.TestFeatures), view.Width);
        double[] spreads = Spreads(view.Of(block.Train.Features), view.Width);
        double scale = level * StandardDeviation(block) / Math.Sqrt(ofTest.Average(spread => spread * spread));
        return [.. targets.Select((target, row) => target + scale * spreads[row] * draws.Of(row).NextGaussian())];
    }

    private static double[] Spreads(float[] rows, int width)
    {
        double[] spreads = new double[width == 0 ? 0 : rows.Length / width];
        for (int row = 0; row < spreads.Length; row++)
        {
            double square = 0;
            foreach (float value in rows.AsSpan(row * width, width))
            {
                square += value * (double)value;
            }

            spreads[row] = 1 + Math.Sqrt(square);
        }

        return spreads;
    }
}
