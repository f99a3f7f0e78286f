using System.Collections.Immutable;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies.Isolation;

namespace MlCompare.Studies;

/// <summary>The plug-ins that a study may name.</summary>
public sealed record Plugins(Catalog<ILearner> Learners, Catalog<IIntervention> Interventions, MeasureSet Measures)
{
    /// <summary>Foreign engines that the machine may lack; those of a study's learners are asked, and told in its header.</summary>
    public Catalog<IEngine> Engines { get; init; } = new([]);
}

/// <summary>
/// Runs what is left of a study: one trial a worker, one thread a trial, rows written in plan order, so that the file is the same with
/// any number of workers and after any interruption.
/// </summary>
public sealed class StudyRunner(Study study, IReadOnlyList<Datasets.IDatasetSource> sources, Plugins plugins)
{
    /// <summary>Where the trials of some learners, or of all, run instead; null: all run in this process.</summary>
    public ITrialHost? Host { get; init; }

    /// <summary>Runs into <paramref name="folder"/>, which also receives <c>study.json</c>.</summary>
    /// <param name="workers">Trials at a time.</param>
    /// <param name="threads">Threads that a fit may use.</param>
    /// <param name="shard">The part of the study to run; null for the whole.</param>
    /// <param name="costs">What the parts are balanced by; the same for all of them.</param>
    /// <returns>The study with all rows so far; fewer than planned when <paramref name="cancel"/> was called.</returns>
    /// <exception cref="InputException">The plan, the data or the folder is unusable; nothing has run.</exception>
    public StudyResults Run(string folder, int workers, IStudyProgress progress, CancellationToken cancel, int threads = 1, Shard? shard = null, TrialCosts? costs = null)
    {
        StudyValidation.Check(study);
        StudyValidation.CheckIds(study, sources);
        StudyValidation.CheckStructure(study, sources, plugins.Interventions);
        BlockFactory[] factories = [.. sources.Select(source => new BlockFactory(source, study, plugins.Interventions))];
        IReadOnlyList<Contestant> contestants = StudyPlanner.Contestants(study, plugins.Learners);
        IReadOnlyList<TrialPlan> whole = StudyPlanner.Trials(study, factories, contestants, plugins.Interventions), plan = whole;
        StudyHeader header = StudyHeaders.Make(study, factories, contestants, plan.Count, plugins);
        if (shard is not null)
        {
            ImmutableArray<int> positions = shard.Of(study, whole, plugins.Interventions, costs is null ? null : costs.Seconds);
            plan = [.. positions.Select(position => whole[position])];
            header = header with { Planned = plan.Count, Shard = new ShardSummary(shard.Index, shard.Count, whole.Count, positions, [.. plan.Select(trial => trial.Key)]) };
        }

        foreach (string remark in StudyHeaders.SizeRemarks(study, header))
        {
            progress.Remark(remark);
        }

        foreach (BlockFactory factory in factories)
        {
            if (factory.Repeated is string repeated)
            {
                progress.Remark($"{factory.Source.Id}: {repeated}");
            }
        }

        using ResultStore store = ResultStore.Open(folder, header, plan, out Dictionary<string, TrialRow> done);
        StudyFile.Write(study, Path.Combine(folder, ResultStore.StudyName));
        foreach (IGrouping<string, TrialRow> old in done.Values.Where(row => row.Revision != StudyHeaders.Revision).GroupBy(row => row.Revision))
        {
            progress.Remark($"{old.Count()} of the rows that are here were made by {old.Key}, this is {StudyHeaders.Revision}: they are kept; --new runs all of them again");
        }

        progress.Started(plan.Count, done.Count);
        InOrderWriter writer = new(store, plan, done);
        TrialPlan[] open = [.. plan.Where(trial => !done.ContainsKey(trial.Key))];
        BlockCache blocks = new(factories, whole, open);
        SharedTrials shared = new(study, whole, done, blocks, plugins.Interventions);
        TrialRunner runner = new(study, plugins.Measures, StudyHeaders.Revision, threads);
        using HostedTrials? hosted = Host is null ? null : new HostedTrials(Host, study, shared, blocks, runner, plugins, threads);
        RunTrials(open, blocks, shared, runner, hosted, writer, workers, progress, cancel);
        if (writer.IsComplete)
        {
            store.Complete();
        }

        return new StudyResults(study, header, writer.Rows);
    }

    private static void RunTrials(
        TrialPlan[] open,
        BlockCache blocks,
        SharedTrials shared,
        TrialRunner runner,
        HostedTrials? hosted,
        InOrderWriter writer,
        int workers,
        IStudyProgress progress,
        CancellationToken cancel)
    {
        TrialQueue queue = new(open, shared);
        Exception? broken = null;
        Lock gate = new();

        void Remark(string text)
        {
            lock (gate)
            {
                progress.Remark(text);
            }
        }

        void Work()
        {
            while (!cancel.IsCancellationRequested && broken is null && queue.Next() is TrialPlan trial)
            {
                lock (gate)
                {
                    progress.TrialStarted(trial);
                }

                try
                {
                    TrialRow row = hosted?.Run(trial, Remark, cancel) ?? runner.Run(trial, blocks.Get(trial), shared, Remark, cancel);
                    lock (gate)
                    {
                        writer.Add(row);
                        progress.TrialEnded(trial, row);
                    }
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception error)
                {
                    // Building a block or writing a row failed: that is the study's fault, not the trial's.
                    Interlocked.CompareExchange(ref broken, error, null);
                    return;
                }
                finally
                {
                    queue.Ended(trial);
                    shared.Release(trial);
                    hosted?.Sweep();
                    blocks.Release(trial);
                }
            }
        }

        // A deep recursion in a learner must not meet a small stack: workers get 16 MiB.
        Thread[] threads = [.. Enumerable.Range(0, Math.Max(1, Math.Min(workers, open.Length)))
            .Select(i => new Thread(Work, 16 << 20) { IsBackground = true, Name = $"trial worker {i}" })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (broken is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(broken);
        }
    }
}
