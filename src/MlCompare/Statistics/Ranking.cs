using System.Collections.Immutable;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// Ranks the learners (baselines apart) on each data set at its largest size without noise. A learner that completed fewer
/// replicates than another cannot win: its mean may owe its place to the replicates it left out. Where the excess risk over the
/// Bayes rule is known, it decides the order, as it does in the contrasts; the means shown are those of the error.
/// </summary>
public static class Ranking
{
    /// <summary>One answer per data set, in the order of the study.</summary>
    public static IReadOnlyList<Answer> Of(StudyResults results) => [.. results.Header.Datasets.Select(dataset => Of(results, dataset))];

    private static Answer Of(StudyResults results, DatasetSummary dataset)
    {
        TrialCells cells = new(results, dataset);
        SamplingDesign design = SamplingDesign.Of(dataset);
        PrimaryMeasure measure = PrimaryMeasure.Of(dataset.Task);
        int rows = cells.Sizes.DefaultIfEmpty(0).Max();
        List<(Standing Standing, double Excess)> ranked = [];
        foreach (LearnerSummary learner in results.Header.Learners.Where(learner => learner.Family != Family.Baseline))
        {
            SortedDictionary<int, double> values = cells.Values(learner.Name, rows, 0, measure.Id);
            if (values.Count > 0)
            {
                CurvePoint point = CurvePoint.Of(rows, design.Single(values.Values, measure.Id));
                SortedDictionary<int, double> excess = cells.Values(learner.Name, rows, 0, "excessRisk");
                ranked.Add((
                    new Standing(learner.Name, learner.Family, point.Mean, point.Low, point.High, point.Count, null),
                    measure.Id == "error" && excess.Count == values.Count ? excess.Values.Average() : double.NaN));
            }
        }

        if (ranked.Count == 0)
        {
            return new Answer(dataset.Id, rows, measure.Id, measure.Margin, null, null, [], false);
        }

        bool byExcess = ranked.All(entry => double.IsFinite(entry.Excess));
        Standing[] standings = [.. ranked.OrderBy(entry => byExcess ? entry.Excess : entry.Standing.Mean).Select(entry => entry.Standing)];
        int most = standings.Max(standing => standing.Count);
        Standing winner = standings.First(standing => standing.Count == most);
        ImmutableArray<Standing> ordered =
        [
            winner,
            .. standings.Where(standing => standing != winner).Select(standing => standing with
            {
                Lead = ContrastAnalysis.Of(
                    cells, new ContrastPlan(winner.Learner, standing.Learner, measure.Id, measure.Margin, "largest")),
            }),
        ];
        return new Answer(
            dataset.Id,
            rows,
            measure.Id,
            measure.Margin,
            winner.Learner,
            ordered.Length > 1 ? ordered[1].Learner : null,
            ordered,
            ordered.Length > 1 && ordered.Skip(1).All(standing => standing.Lead!.Decision == Decision.Better));
    }
}
