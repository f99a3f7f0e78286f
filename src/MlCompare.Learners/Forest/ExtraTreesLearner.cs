namespace MlCompare.Learners.Forest;

/// <summary>
/// Extremely randomised trees (Geurts, Ernst and Wehenkel 2006): the mean of deep trees grown on all rows, each split the best of a
/// few columns with one drawn threshold each. Smoother than a random forest and faster to fit.
/// </summary>
public sealed class ExtraTreesLearner(ForestOptions settings) : ForestLearner(settings)
{
    public ExtraTreesLearner()
        : this(new ForestOptions(Bootstrap: false))
    {
    }

    public override string Id => "extra-trees";

    public override string Title => "Extra trees";

    private protected override bool DrawsThresholds => true;

    protected override ILearner Create(ForestOptions changed) => new ExtraTreesLearner(changed);
}
