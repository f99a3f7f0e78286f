using System.Diagnostics;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>The trials of one learner on one replicate of one data set, whose rows are the same but for their number and labels.</summary>
internal sealed class SharedGroup(TrialPlan[] trials, Func<TrialPlan, Block> block, ulong seed)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> cells = [];
    private ISharedWork? work;
    private bool tried;
    private double secondsPerCell;
    private volatile bool busy;

    /// <summary>All trials of the group, whichever of them are still open.</summary>
    public IReadOnlyList<TrialPlan> Trials => trials;

    /// <summary>Somebody is at the shared part: others have better things to do than to wait for it.</summary>
    public bool IsBusy
    {
        get => busy;
        set => busy = value;
    }

    /// <summary>
    /// Does the shared part if nobody has. The fit of a cell follows by <see cref="Fit"/>, which gives null when there is nothing to
    /// share or sharing failed.
    /// </summary>
    /// <param name="limit">Seconds that a cell may take; the shared part may take as many times as there are cells.</param>
    /// <param name="remark">Told why sharing failed.</param>
    public void Prepare(double? limit, int threads, Action<string> remark, CancellationToken cancel)
    {
        lock (gate)
        {
            if (tried)
            {
                return;
            }

            busy = true;
            try
            {
                Share(limit, threads, cancel);
                tried = true;
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                tried = true;
                string why = error is OperationCanceledException ? "time limit" : $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";
                remark($"{trials[0].Contestant.Name} on {trials[0].Dataset}: what its trials share could not be done once ({why}); each is fitted alone");
            }
            finally
            {
                busy = false;
            }
        }
    }

    /// <summary>The model of a trial, its part of the shared seconds added to its own; null when the trial must be fitted alone.</summary>
    public (SharedModel Model, double Seconds)? Fit(TrialPlan trial, CancellationToken cancel)
    {
        if (work is null || !cells.TryGetValue(trial.Key, out int cell))
        {
            return null;
        }

        long start = Stopwatch.GetTimestamp();
        SharedModel model = work.Fit(cell, cancel);
        return (model, secondsPerCell + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Share(double? limit, int threads, CancellationToken cancel)
    {
        ILearner learner = trials[0].Contestant.Learner;
        List<SharedCell> wanted = [];
        TrainingSet? largest = null;
        foreach (TrialPlan trial in trials)
        {
            TrainingSet train = block(trial).Train;
            if (learner.Decline(train) is null)
            {
                cells[trial.Key] = wanted.Count;
                wanted.Add(new SharedCell(train.Count, train.Labels, seed));
                largest = largest is null || train.Count > largest.Count ? train : largest;
            }
        }

        if (wanted.Count < 2)
        {
            return;
        }

        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (limit is double seconds)
        {
            source.CancelAfter(TimeSpan.FromSeconds(Math.Min(StudyValidation.LongestTimeLimit, seconds * wanted.Count)));
        }

        long start = Stopwatch.GetTimestamp();
        work = ((ISharedFit)learner).Share(largest!.Features, wanted, new FitContext(seed, source.Token) { Threads = threads });
        secondsPerCell = Stopwatch.GetElapsedTime(start).TotalSeconds / wanted.Count;
    }
}
