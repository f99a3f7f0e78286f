using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>
/// The columns that bencheval reads (TabArena's leaderboards, https://pypi.org/project/bencheval): one row a method, task and seed, of
/// which a lower <c>metric_error</c> is better. Completed trials at the largest size of each data set without noise, on the data as they are.
/// </summary>
public sealed class BenchevalTable : IResultTable
{
    public string Id => "bencheval";

    public IReadOnlyList<string> Columns(StudyResults results) =>
        ["method", "task", "seed", "metric_error", "time_train_s", "time_infer_s", "metric", "problem_type"];

    public IEnumerable<object?[]> Rows(Analyses analyses)
    {
        Dictionary<string, int> largest = analyses.Answers.ToDictionary(answer => answer.Dataset, answer => answer.Size, StringComparer.Ordinal);
        foreach (TrialRow row in analyses.Results.Rows)
        {
            string measure = PrimaryMeasure.Of(row.Task).Id;
            if (row.Outcome == Outcome.Completed && row.TrainRows == largest.GetValueOrDefault(row.Dataset) && analyses.Results.Noise(row) == 0
                && !analyses.Results.ChangesStructure(row) && row.Metrics.TryGetValue(measure, out double error))
            {
                yield return
                [
                    row.Learner, row.Dataset, row.Replicate, error, row.FitSeconds, row.PredictSecondsPerRow * row.TestRows, measure,
                    TrialsTable.Name(row.Task),
                ];
            }
        }
    }
}
