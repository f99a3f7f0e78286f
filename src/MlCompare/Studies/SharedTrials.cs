using System.Collections.Concurrent;
using MlCompare.Interventions;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>What one fit costs when nothing is shared.</summary>
internal readonly record struct AloneCost(double Seconds, long Peak);

/// <summary>
/// Finds the trials of a plan that can share work (design: one grid, not N trials) and keeps that work while one of them is open.
/// Tuned trials share nothing: each has options of its own.
/// </summary>
internal sealed class SharedTrials
{
    private readonly Dictionary<string, SharedGroup> groups = [];
    private readonly Dictionary<SharedGroup, int> left = [];
    private readonly ConcurrentDictionary<(int Set, string Name, int Rows), Lazy<AloneCost>> alone = [];
    private readonly Lock gate = new();

    /// <param name="plan">All trials: a group is the same whichever of its trials are still open.</param>
    /// <param name="done">Rows that are there already; they tell what a fit alone costs.</param>
    public SharedTrials(
        Study study, IReadOnlyList<TrialPlan> plan, Dictionary<string, TrialRow> done, BlockCache blocks, Catalog<IIntervention> interventions)
    {
        // What forecasts larger sizes shares nothing with them.
        IEnumerable<IGrouping<(int Set, int Replicate, string Name, string Rows, int Size), TrialPlan>> shared = plan
            .Where(trial => CanShare(study, trial))
            .GroupBy(trial => (
                trial.Set, trial.Replicate, trial.Contestant.Name, SameRows(trial, interventions), trial.Contestant.Learner.Forecasts ? trial.Rows : 0));
        foreach (IGrouping<(int, int, string, string, int), TrialPlan> trials in shared.Where(group => group.Skip(1).Any()))
        {
            SharedGroup group = new([.. trials], blocks.Get, TrialRunner.FitSeed(study, trials.First()));
            foreach (TrialPlan trial in trials)
            {
                Note(trial, group, done);
            }
        }
    }

    /// <summary>Of one group, or one trial, that is known already.</summary>
    public SharedTrials(Study study, TrialPlan[] group, Func<TrialPlan, Block> block, Dictionary<int, AloneCost> known)
    {
        if (group.Length > 1)
        {
            SharedGroup shared = new(group, block, TrialRunner.FitSeed(study, group[0]));
            Array.ForEach(group, trial => Note(trial, shared, []));
        }

        foreach ((int rows, AloneCost cost) in known)
        {
            alone[(group[0].Set, group[0].Contestant.Name, rows)] = new Lazy<AloneCost>(cost);
        }
    }

    /// <summary>The group of an open trial; null when it shares nothing.</summary>
    public SharedGroup? For(TrialPlan trial)
    {
        lock (gate)
        {
            return groups.GetValueOrDefault(trial.Key);
        }
    }

    /// <summary>What a fit alone costs at the trial's data set, learner and size: measured once.</summary>
    public AloneCost Alone(TrialPlan trial, Func<AloneCost> measure) => alone.GetOrAdd(Size(trial), _ => new Lazy<AloneCost>(measure)).Value;

    /// <summary>What is known of a learner's fits on a data set, by rows.</summary>
    public Dictionary<int, AloneCost> Known(TrialPlan trial) => alone
        .Where(pair => pair.Key.Set == trial.Set && pair.Key.Name == trial.Contestant.Name && pair.Value.IsValueCreated)
        .ToDictionary(pair => pair.Key.Rows, pair => pair.Value.Value);

    /// <summary>Notes what a row tells of its learner's cost alone.</summary>
    public void Note(TrialPlan trial, TrialRow row)
    {
        if (row.Outcome == Outcome.Completed)
        {
            Lazy<AloneCost> cost = new(new AloneCost(row.FitSeconds, row.PeakBytes));
            _ = cost.Value;
            alone.TryAdd(Size(trial), cost);
        }
    }

    /// <summary>Says that a trial has ended; the last one lets the work of its group go.</summary>
    public void Release(TrialPlan trial)
    {
        lock (gate)
        {
            if (groups.Remove(trial.Key, out SharedGroup? group) && --left[group] == 0)
            {
                left.Remove(group);
            }
        }
    }

    private void Note(TrialPlan trial, SharedGroup group, Dictionary<string, TrialRow> done)
    {
        if (!done.TryGetValue(trial.Key, out TrialRow? row))
        {
            groups[trial.Key] = group;
            left[group] = left.GetValueOrDefault(group) + 1;
        }
        else
        {
            Note(trial, row);
        }
    }

    private static (int Set, string Name, int Rows) Size(TrialPlan trial) => (trial.Set, trial.Contestant.Name, trial.Rows);

    public static bool CanShare(Study study, TrialPlan trial) => trial.Contestant.Draws == 0 && trial.Contestant.Learner is ISharedFit;

    /// <summary>The conditions that change rows otherwise than in their number; labels may differ.</summary>
    public static string SameRows(TrialPlan trial, Catalog<IIntervention> interventions) => string.Join(',', trial.Conditions
        .Where(pair => interventions.Get(pair.Key).Stage == Stage.Structure)
        .Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value:R}")));
}
