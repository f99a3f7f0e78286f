using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// What the interventions on structure say: how much of its lead over the baseline each learner loses, and whether the winner relies on a
/// property more than its rivals do. Only the highest level of each intervention is a question; lower ones show the dose.
/// </summary>
public static class StructureAnalysis
{
    private const double Chance = 0.05;

    /// <summary>In the order of the data sets; those without such trials are left out.</summary>
    public static IReadOnlyList<StructureFindings> Of(StudyResults results) =>
        [.. results.Header.Datasets.Select(dataset => Of(results, dataset)).OfType<StructureFindings>()];

    private static StructureFindings? Of(StudyResults results, DatasetSummary dataset)
    {
        TrialRow[] changed = [.. results.Rows.Where(row => row.Dataset == dataset.Id && results.ChangesStructure(row))];
        if (changed.Length == 0)
        {
            return null;
        }

        int rows = (int)Math.Round(changed[0].Conditions[StudyPlanner.TrainingSize]);
        TrialCells plain = new(results, dataset);
        LearnerSummary[] asked = [.. results.Header.Learners.Where(l => l.Family != Family.Baseline)];
        string metric = Metric(dataset, plain, asked, rows);
        double Mean(TrialCells cells, string learner) => cells.Values(learner, rows, 0, metric).Values.DefaultIfEmpty(double.NaN).Average();

        LearnerSummary[] ranked = [.. asked.Where(l => double.IsFinite(Mean(plain, l.Name))).OrderBy(l => Mean(plain, l.Name))];
        string[] best = [.. ranked.DistinctBy(l => l.Family).Select(l => l.Name)];
        string[] rivals = [.. ranked.DistinctBy(l => l.Family).Skip(1).Where(l => l.Family != Family.Linear).Select(l => l.Name)];
        string? baseline = results.Header.Learners.Where(l => l.Family == Family.Baseline && double.IsFinite(Mean(plain, l.Name)))
            .OrderBy(l => Mean(plain, l.Name)).FirstOrDefault()?.Name;
        if (best.Length == 0 || baseline is null)
        {
            return new StructureFindings(dataset.Id, rows, best.FirstOrDefault(), [.. best], baseline, [], []);
        }

        StructureCell cell = new(dataset, rows, metric);
        List<Sensitivity> sensitivities = [];
        List<Reliance> reliances = [];
        foreach (StructurePlan plan in results.Study.Structure)
        {
            foreach (double level in plan.Levels)
            {
                TrialCells after = new(results, dataset, (plan.Id, level));
                foreach (LearnerSummary learner in ranked.Where(l => double.IsFinite(Mean(after, l.Name))))
                {
                    var (lost, lead) = Terms(plain, after, learner.Name, baseline);
                    sensitivities.Add(new Sensitivity(
                        plan.Id, level, learner.Name, learner.Family, Mean(plain, learner.Name), Mean(after, learner.Name), Mean(plain, baseline), cell.Ratio(lost, lead)));
                }

                if (level == plan.Levels[^1])
                {
                    reliances.AddRange(rivals.Where(rival => double.IsFinite(Mean(after, rival) + Mean(after, best[0])))
                        .Select(rival => Compare(cell, plain, after, plan.Id, level, best[0], rival, baseline)));
                }
            }
        }

        PrimaryMeasure measure = PrimaryMeasure.Of(dataset.Task);
        double margin = dataset.Task == TaskKind.Regression ? measure.Margin * Mean(plain, best[0]) : measure.Margin;
        double[] adjusted = Holm.Adjust([.. reliances.Select(reliance => reliance.PValue)]);
        return new StructureFindings(
            dataset.Id, rows, best[0], [.. best], baseline, [.. sensitivities], [.. reliances.Select((reliance, i) => Decide(reliance with { PValue = adjusted[i] }, margin))]);
    }

    /// <summary>Where the Bayes risk is known, the excess over it stands for the error: same differences, less variance.</summary>
    private static string Metric(DatasetSummary dataset, TrialCells plain, LearnerSummary[] learners, int rows)
    {
        string measure = PrimaryMeasure.Of(dataset.Task).Id;
        return measure == "error" && learners.All(l => plain.Values(l.Name, rows, 0, "excessRisk").Count == plain.Values(l.Name, rows, 0, measure).Count)
            && learners.Any(l => plain.Values(l.Name, rows, 0, "excessRisk").Count > 0)
            ? "excessRisk"
            : measure;
    }

    private static (StructureCell.Term[] Lost, StructureCell.Term[] Lead) Terms(TrialCells plain, TrialCells after, string learner, string baseline) => (
        [new(1, after, learner), new(-1, plain, learner)],
        [new(1, plain, baseline), new(-1, plain, learner)]);

    private static Reliance Compare(
        StructureCell cell, TrialCells plain, TrialCells after, string intervention, double level, string winner, string rival, string baseline)
    {
        StructureCell.Term[] gap = [new(1, plain, rival), new(-1, plain, winner)];
        StructureCell.Term[] gone = [.. gap, new(-1, after, rival), new(1, after, winner)];
        MeanInterval? difference = cell.DifferenceOfRatios(Terms(plain, after, winner, baseline), Terms(plain, after, rival, baseline));
        return new Reliance(
            intervention,
            level,
            winner,
            rival,
            difference,
            difference?.PValue(0) ?? 1,
            cell.Sum(gap),
            cell.Sum(new(1, after, rival), new(-1, after, winner)),
            cell.Sum(gone),
            cell.Ratio(gone, gap));
    }

    /// <summary>
    /// A finding takes two things: the winner loses another share of its lead than the rival, as shown also after the adjustment, and the
    /// gap moves the same way. (Where everything falls to the baseline, the gap goes too, but the shares are equal: no finding.)
    /// </summary>
    private static Reliance Decide(Reliance reliance, double margin)
    {
        bool shown = reliance.PValue <= Chance;
        Decision decision = reliance.Difference switch
        {
            { Low: > 0 } when shown && reliance.Moved.Mean > 0 => Decision.Better,
            { High: < 0 } when shown && reliance.Moved.Mean < 0 => Decision.Worse,
            _ => reliance.Moved.Decide(margin) == Decision.Equivalent ? Decision.Equivalent : Decision.Inconclusive,
        };
        return reliance with { Decision = decision };
    }
}
