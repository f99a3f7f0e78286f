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

    /// <summary>The contestants of a study, options applied.</summary>
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
            if (contestants.Any(other => other.Name == plan.Name))
            {
                throw new InputException(
                    $"learner name '{plan.Name}' is used twice", $"study '{study.Name}'", "give one of them an \"alias\"");
            }

            contestants.Add(new Contestant(plan.Name, learner));
        }

        return contestants;
    }

    /// <summary>The (rows, noise) cells of one data set, ascending in rows, then noise.</summary>
    /// <param name="pool">Rows available for training.</param>
    public static IReadOnlyList<(int Rows, double Noise)> Cells(Study study, int pool)
    {
        int[] sizes = [.. study.Sizes.Select(size => size == 0 ? pool : size).Where(size => size <= pool).Distinct().Order()];
        if (sizes.Length == 0)
        {
            sizes = [pool];
        }

        int noiseRows = sizes.Where(size => size <= study.NoiseRows).DefaultIfEmpty(sizes[0]).Max();
        return [.. sizes
            .SelectMany(size => study.Noise.Select(noise => (Rows: size, Noise: noise)))
            .Where(cell => study.Grid == Grid.Full || cell.Noise == 0 || cell.Rows == noiseRows)];
    }

    public static IReadOnlyList<TrialPlan> Trials(
        Study study, IReadOnlyList<BlockFactory> factories, IReadOnlyList<Contestant> contestants, Catalog<IIntervention> interventions)
    {
        List<TrialPlan> trials = [];
        for (int set = 0; set < factories.Count; set++)
        {
            BlockFactory factory = factories[set];
            IIntervention noise = Noise(study, factory.Source.Task, factory.Source.Modality, interventions);
            IReadOnlyList<(int Rows, double Noise)> cells = Cells(study, factory.Sizes().Pool);
            for (int replicate = 0; replicate < study.Replicates; replicate++)
            {
                foreach ((int rows, double level) in cells)
                {
                    foreach (Contestant contestant in contestants)
                    {
                        SortedDictionary<string, double> conditions = new(StringComparer.Ordinal) { [TrainingSize] = rows, [noise.Id] = level };
                        string key = TrialPlan.MakeKey(study, factory.Source.Id, replicate, conditions, contestant);
                        trials.Add(new TrialPlan(key, set, factory.Source.Id, replicate, rows, conditions, contestant)
                        {
                            Explain = level == 0 && rows == cells[^1].Rows,
                        });
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
}
