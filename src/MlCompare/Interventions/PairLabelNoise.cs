using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Replaces a label, with a probability of the level, by the class with the next code (the last by the first): one confusion a
/// class, as between similar things. Expect more harm than from symmetric noise of the same level: near one half the wrong class
/// is nearly as frequent as the right one.
/// </summary>
public sealed class PairLabelNoise : LabelNoise
{
    public override string Id => "label-noise-pair";

    public override string Title => "Label noise, next class";

    /// <summary>One half, where right and wrong label are equally frequent.</summary>
    public override double MaxLevel(int classCount) => classCount < 2 ? 0 : 0.5;

    protected override Flip Prepare(Block block, double level, Rng rng)
    {
        int classCount = block.TrainTrue.ClassCount;
        return (_, label, draws) => draws.NextDouble() < level ? (label + 1) % classCount : label;
    }
}
