using System.Text.Json.Nodes;
using MlCompare.Interventions;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>Turns a study into its list of trials, in the order data set → replicate → cell → learner.</summary>
public static class StudyPlanner
{
    public const string TrainingSize = "training-size";

    /// <summary>The option by which a learner that stops early is told not to.</summary>
    public const string EarlyStopping = "earlyStopping";

    /// <summary>
    /// The contestants of a study, options applied; in a study that tunes, each learner with a search space once as it is and once tuned.
    /// </summary>
    /// <exception cref="InputException">An unknown learner or option, or a name used twice.</exception>
    public static IReadOnlyList<Contestant> Contestants(Study study, Catalog<ILearner> learners)
    {
        List<Contestant> contestants = [];
        foreach (LearnerPlan plan in study.Learners)
        {
            ILearner learner = learners.Get(plan.Id);
            JsonObject options = plan.Options?.DeepClone().AsObject() ?? [];
            if (!study.EarlyStopping && !options.ContainsKey(EarlyStopping) && learner.Options.ContainsKey(EarlyStopping))
            {
                options[EarlyStopping] = false;
            }

            learner = learner.With(options);
            contestants.Add(new Contestant(plan.Name, learner));
            if (study.Tune > 0 && learner.SearchSpace.Count > 0)
            {
                contestants.Add(new Contestant(plan.Name + Contestant.TunedSuffix, learner) { Draws = study.Tune });
            }
        }

        return contestants.GroupBy(contestant => contestant.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new InputException($"learner name '{twice.Key}' is used twice", $"study '{study.Name}'", "give one of them an \"alias\"")
            : contestants;
    }

    /// <summary>The (rows, noise) cells of one data set, ascending in rows, then noise.</summary>
    /// <param name="pool">Rows available for training.</param>
    public static IReadOnlyList<(int Rows, double Noise)> Cells(Study study, int pool)
    {
        int[] sizes = Sizes(study, pool);
        int noiseRows = RowsFor(sizes, study.NoiseRows);
        return [.. sizes
            .SelectMany(size => study.Noise.Select(noise => (Rows: size, Noise: noise)))
            .Where(cell => study.Grid == Grid.Full || cell.Noise == 0 || cell.Rows == noiseRows)];
    }

    /// <summary>The number of rows at which interventions on structure are tried.</summary>
    /// <param name="pool">Rows available for training.</param>
    public static int StructureRows(Study study, int pool) => RowsFor(Sizes(study, pool), study.StructureRows);

    public static IReadOnlyList<TrialPlan> Trials(
        Study study, IReadOnlyList<BlockFactory> factories, IReadOnlyList<Contestant> contestants, Catalog<IIntervention> interventions)
    {
        List<TrialPlan> trials = [];
        for (int set = 0; set < factories.Count; set++)
        {
            BlockFactory factory = factories[set];
            IIntervention noise = Noise(study, factory.Source.Task, factory.Source.Modality, interventions);
            IReadOnlyList<(int Rows, double Noise)> cells = Cells(study, factory.Sizes().Pool);
            int noisyRows = cells.Where(cell => cell.Noise > 0).Select(cell => cell.Rows).DefaultIfEmpty(0).Max();
            List<(int Rows, SortedDictionary<string, double> Conditions, bool Explain, bool FollowNoise)> blocks =
            [
                .. cells.Select(cell => (cell.Rows, Conditions(cell.Rows, noise.Id, cell.Noise), cell.Noise == 0 && cell.Rows == cells[^1].Rows,
                    cell.Noise == TrialNoise.Level(study) && cell.Rows == noisyRows)),
                .. Structures(study, factory, interventions).Select(change =>
                    (change.Rows, Conditions(change.Rows, noise.Id, 0, change.Id, change.Level), false, false)),
            ];
            for (int replicate = 0; replicate < study.Replicates; replicate++)
            {
                foreach ((int rows, SortedDictionary<string, double> conditions, bool explain, bool followNoise) in blocks)
                {
                    foreach (Contestant contestant in contestants)
                    {
                        string key = TrialPlan.MakeKey(study, factory.Source.Id, replicate, conditions, contestant);
                        trials.Add(new TrialPlan(key, set, factory.Source.Id, replicate, rows, conditions, contestant) { Explain = explain, FollowNoise = followNoise });
                    }
                }
            }
        }

        return trials;
    }

    /// <summary>The noise intervention that a study uses for a task.</summary>
    /// <exception cref="InputException">Unknown, or not for this task.</exception>
    public static IIntervention Noise(Study study, TaskKind task, Modality modality, Catalog<IIntervention> interventions)
    {
        IIntervention noise = interventions.Get(task == TaskKind.Regression ? study.RegressionNoiseKind : study.NoiseKind);
        return noise.Stage == Stage.Noise && noise.Supports(modality, task)
            ? noise
            : throw new InputException(
                $"'{noise.Id}' is no label noise for {task.ToString().ToLowerInvariant()} tasks",
                "noise kind",
                $"use one of: {string.Join(", ", interventions.All.Where(i => i.Stage == Stage.Noise && i.Supports(modality, task)).Select(i => i.Id))}");
    }

    private static IEnumerable<(int Rows, string Id, double Level)> Structures(Study study, BlockFactory factory, Catalog<IIntervention> interventions)
    {
        int rows = StructureRows(study, factory.Sizes().Pool);
        return study.Structure
            .Where(plan => interventions.Get(plan.Id).Supports(factory.Source.Modality, factory.Source.Task))
            .SelectMany(plan => plan.Levels.Select(level => (rows, plan.Id, level)));
    }

    private static SortedDictionary<string, double> Conditions(int rows, string noise, double level, string? structure = null, double degree = 0)
    {
        SortedDictionary<string, double> conditions = new(StringComparer.Ordinal) { [TrainingSize] = rows, [noise] = level };
        if (structure is not null)
        {
            conditions[structure] = degree;
        }

        return conditions;
    }

    private static int[] Sizes(Study study, int pool)
    {
        int[] sizes = [.. study.Sizes.Select(size => size == 0 ? pool : size).Where(size => size <= pool).Distinct().Order()];
        return sizes.Length > 0 ? sizes : [pool];
    }

    private static int RowsFor(int[] sizes, int most) => sizes.Where(size => size <= most).DefaultIfEmpty(sizes[0]).Max();
}
