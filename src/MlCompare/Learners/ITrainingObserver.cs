namespace MlCompare.Learners;

/// <summary>
/// Watches a fit from outside (<see cref="FitContext.Observer"/>). A learner hands over what it would predict by now; whoever has the
/// clean labels and the test rows judges that, so that the learner never sees them.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>
    /// Called for each epoch or round in order, on the thread that fits or after the last of them. A network that diverged and is tried
    /// again begins anew with step 1.
    /// </summary>
    void After(TrainingStep step);
}

/// <summary>One epoch of a network or one round of boosting.</summary>
/// <param name="Network">Which of the networks that are trained one after the other; 0 where there is one model.</param>
/// <param name="Number">1-based.</param>
/// <param name="Planned">The most steps there will be; early stopping may end sooner.</param>
/// <param name="Model">
/// What the learner would return if training ended after this step, of this network alone. A copy, made when asked for, which may be kept;
/// to be asked for before <see cref="ITrainingObserver.After"/> returns.
/// </param>
public sealed record TrainingStep(int Network, int Number, int Planned, Func<IPredictor> Model);
