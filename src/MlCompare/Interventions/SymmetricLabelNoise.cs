using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Replaces a label, with a probability of the level, by another class drawn uniformly (noise completely at random). Expect errors to
/// rise slowly at first: below (K − 1)/K the best rule stays the same, and only the rows' worth falls.
/// </summary>
public sealed class SymmetricLabelNoise : LabelNoise
{
    public override string Id => "label-noise-symmetric";

    public override string Title => "Label noise, symmetric";

    /// <summary>(K − 1)/K, where the label given no longer says anything of the true one.</summary>
    public override double MaxLevel(int classCount) => classCount < 2 ? 0 : (classCount - 1.0) / classCount;

    protected override Flip Prepare(Block block, double level, Rng rng)
    {
        int others = block.TrainTrue.ClassCount - 1;
        return (_, label, draws) =>
        {
            bool flipped = draws.NextDouble() < level;
            int other = draws.NextInt(others);
            return !flipped ? label : other < label ? other : other + 1;
        };
    }
}
