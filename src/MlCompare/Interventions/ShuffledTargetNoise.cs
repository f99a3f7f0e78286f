using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Swaps targets between rows: of the pairs (0, 1), (2, 3), … each is swapped with a probability of the level. The order of the rows is
/// random, so this gives rows the target of another at random, keeps the targets' distribution exactly, and nests in level and in
/// rows (an odd last row keeps its target until its partner comes). Expect shrinkage towards the mean.
/// </summary>
public sealed class ShuffledTargetNoise : TargetNoise
{
    public override string Id => "target-noise-shuffled";

    public override string Title => "Target noise, shuffled";

    public override double MaxLevel(int classCount) => 1;

    private protected override double[] Disturb(Block block, double[] targets, double level, RowDraws draws)
    {
        double[] given = [.. targets];
        for (int row = 0; row + 1 < given.Length; row += 2)
        {
            if (draws.Of(row).NextDouble() < level)
            {
                (given[row], given[row + 1]) = (given[row + 1], given[row]);
            }
        }

        return given;
    }
}
