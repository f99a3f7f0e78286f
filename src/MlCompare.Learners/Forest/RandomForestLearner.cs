namespace MlCompare.Learners.Forest;

/// <summary>
/// Random forest (Breiman 2001): the mean of deep trees, each grown on rows drawn with replacement, each split the best of a few
/// columns. Strong without tuning, and robust to wrong labels while they are few in each leaf's neighbourhood.
/// </summary>
public sealed class RandomForestLearner(ForestOptions settings) : ForestLearner(settings)
{
    public RandomForestLearner()
        : this(new ForestOptions())
    {
    }

    public override string Id => "random-forest";

    public override string Title => "Random forest";

    private protected override bool DrawsThresholds => false;

    protected override ILearner Create(ForestOptions changed) => new RandomForestLearner(changed);
}
