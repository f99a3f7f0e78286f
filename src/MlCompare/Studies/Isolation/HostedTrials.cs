using MlCompare.Learners;

namespace MlCompare.Studies.Isolation;

/// <summary>
/// The trials of a study that go to a host. A group that shares work has one session, which ends with its last open trial, or in the
/// middle when a trial takes it along: what is left of the group is then fitted alone, each in a session of its own.
/// </summary>
internal sealed class HostedTrials(ITrialHost host, Study study, SharedTrials shared, BlockCache blocks, TrialRunner runner, Plugins plugins, int threads) : IDisposable
{
    private readonly Dictionary<SharedGroup, (ITrialSession Session, TrialPlan[] Trials)> groups = [];
    private readonly Lock gate = new();

    /// <summary>The row; null when the trial is not for the host.</summary>
    public TrialRow? Run(TrialPlan plan, Action<string> remark, CancellationToken cancel)
    {
        if (!host.Takes(plan.Contestant.Learner))
        {
            return null;
        }

        SharedGroup? group = shared.For(plan);
        try
        {
            TrialRow row = group is null ? Alone(plan, remark, cancel) : Shared(plan, group, remark, cancel);
            shared.Note(plan, row);
            return row;
        }
        catch (LearnerEndedException error)
        {
            return runner.Failed(plan, blocks.Get(plan), error.Message);
        }
    }

    /// <summary>Ends the sessions of groups that have no open trial left.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            foreach ((SharedGroup group, (ITrialSession session, TrialPlan[] trials)) in groups.ToArray())
            {
                if (!Array.Exists(trials, trial => shared.For(trial) is not null))
                {
                    groups.Remove(group);
                    session.Dispose();
                }
            }
        }
    }

    public void Dispose()
    {
        foreach ((ITrialSession session, _) in groups.Values)
        {
            session.Dispose();
        }
    }

    private TrialRow Alone(TrialPlan plan, Action<string> remark, CancellationToken cancel)
    {
        using ITrialSession session = host.Open(Task([plan]));
        return session.Run(0, remark, Patience(1), cancel);
    }

    private TrialRow Shared(TrialPlan plan, SharedGroup group, Action<string> remark, CancellationToken cancel)
    {
        lock (group)
        {
            TrialPlan[] trials = [.. group.Trials];
            ITrialSession session = Known(group) ?? Open(group, trials);
            if (session.IsSound)
            {
                group.IsBusy = true;
                try
                {
                    return session.Run(Array.IndexOf(trials, plan), remark, Patience(trials.Length), cancel);
                }
                finally
                {
                    group.IsBusy = false;
                }
            }
        }

        return Alone(plan, remark, cancel);
    }

    private ITrialSession? Known(SharedGroup group)
    {
        lock (gate)
        {
            return groups.TryGetValue(group, out (ITrialSession Session, TrialPlan[] Trials) known) ? known.Session : null;
        }
    }

    private ITrialSession Open(SharedGroup group, TrialPlan[] trials)
    {
        ITrialSession session = host.Open(Task(trials));
        lock (gate)
        {
            groups[group] = (session, trials);
        }

        return session;
    }

    private TrialTask Task(TrialPlan[] trials) =>
        new(study, trials, [.. trials.Select(blocks.Get)], plugins.Measures, StudyHeaders.Revision, threads, shared.Known(trials[0]));

    /// <summary>
    /// What the limit allows for the fit, the shared part of a group's first and the measuring of its cost alone, as long again for
    /// predicting, and a grace.
    /// </summary>
    private TimeSpan? Patience(int trials) => study.TimeLimitSeconds is double seconds
        ? TimeSpan.FromSeconds(Math.Min(StudyValidation.LongestTimeLimit, (trials + (trials > 1 ? 2 : 1)) * seconds)) + host.Grace
        : null;
}
