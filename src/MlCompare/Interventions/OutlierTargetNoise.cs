using MathNet.Numerics.Statistics;
using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Moves a target, with a probability of the level, by ten median absolute deviations up or down. Expect squared losses to be dragged
/// along and robust ones not.
/// </summary>
public sealed class OutlierTargetNoise : TargetNoise
{
    private const double Distance = 10;

    public override string Id => "target-noise-outliers";

    public override string Title => "Target noise, outliers";

    public override double MaxLevel(int classCount) => 0.5;

    private protected override double[] Disturb(Block block, double[] targets, double level, RowDraws draws)
    {
        double median = block.TestLabels.Values.Median();
        double deviation = block.TestLabels.Values.Select(value => Math.Abs(value - median)).Median();
        // Half the targets equal (counts, prices cut off): the median deviation is 0, the standard deviation not.
        double shift = Distance * (deviation > 0 ? deviation : StandardDeviation(block));
        return
        [
            .. targets.Select((target, row) =>
            {
                Rng draw = draws.Of(row);
                bool hit = draw.NextDouble() < level;
                double sign = draw.NextDouble() < 0.5 ? -1 : 1;
                return hit ? target + sign * shift : target;
            }),
        ];
    }
}
