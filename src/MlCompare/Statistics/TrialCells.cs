using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// The trials of one data set by learner, training rows and noise, on the data as they are or under one intervention on their structure;
/// trials under any other are left out.
/// </summary>
internal sealed class TrialCells
{
    private const string Size = StudyPlanner.TrainingSize;

    private readonly Dictionary<(string Learner, int Rows, double Noise), SortedDictionary<int, TrialRow>> cells = [];

    // Every pair of learners asks for the values of both.
    private readonly Dictionary<(string Learner, int Rows, double Noise, string Metric), SortedDictionary<int, double>> values = [];

    /// <param name="structure">An intervention on structure and its level; null for the data as they are.</param>
    public TrialCells(StudyResults results, DatasetSummary dataset, (string Id, double Level)? structure = null)
    {
        Dataset = dataset;
        string noiseKind = dataset.Task == TaskKind.Regression ? results.Study.RegressionNoiseKind : results.Study.NoiseKind;
        foreach (TrialRow row in results.Rows)
        {
            if (row.Dataset != dataset.Id || !IsUnder(row, structure, noiseKind))
            {
                continue;
            }

            double rows = row.Conditions.GetValueOrDefault(Size);
            (string, int, double) cell = (
                row.Learner, rows > 0 ? (int)Math.Round(rows) : row.TrainRows, row.Conditions.GetValueOrDefault(noiseKind));
            if (!cells.TryGetValue(cell, out SortedDictionary<int, TrialRow>? replicates))
            {
                cells[cell] = replicates = [];
            }

            replicates[row.Replicate] = row;
        }
    }

    public DatasetSummary Dataset { get; }

    private static bool IsUnder(TrialRow row, (string Id, double Level)? structure, string noiseKind) =>
        (structure is null || row.Conditions.GetValueOrDefault(structure.Value.Id) == structure.Value.Level)
        && row.Conditions.All(pair => pair.Key == Size || pair.Key == noiseKind || pair.Value == 0 || pair.Key == structure?.Id);

    /// <summary>Training rows tried without noise, ascending, whatever became of the trials.</summary>
    public IReadOnlyList<int> Sizes => [.. cells.Keys.Where(cell => cell.Noise == 0).Select(cell => cell.Rows).Distinct().Order()];

    /// <summary>Noise levels tried, ascending.</summary>
    public IReadOnlyList<double> Noises => [.. cells.Keys.Select(cell => cell.Noise).Distinct().Order()];

    /// <summary>The largest training size at which this noise level was tried.</summary>
    public int RowsAt(double noise) => cells.Keys.Where(cell => cell.Noise == noise).Max(cell => cell.Rows);

    /// <summary>Finite values of a metric by replicate, of completed trials; not to be changed.</summary>
    public SortedDictionary<int, double> Values(string learner, int rows, double noise, string metric)
    {
        if (!values.TryGetValue((learner, rows, noise, metric), out SortedDictionary<int, double>? found))
        {
            values[(learner, rows, noise, metric)] = found = Find(learner, rows, noise, metric);
        }

        return found;
    }

    private SortedDictionary<int, double> Find(string learner, int rows, double noise, string metric)
    {
        SortedDictionary<int, double> found = [];
        if (cells.TryGetValue((learner, rows, noise), out SortedDictionary<int, TrialRow>? replicates))
        {
            foreach ((int replicate, TrialRow row) in replicates)
            {
                if (row.Outcome == Outcome.Completed && row.Metrics.TryGetValue(metric, out double value) && double.IsFinite(value))
                {
                    found[replicate] = value;
                }
            }
        }

        return found;
    }

    /// <summary>Completed trials of a cell, by replicate.</summary>
    public IEnumerable<TrialRow> Completed(string learner, int rows, double noise) =>
        cells.TryGetValue((learner, rows, noise), out SortedDictionary<int, TrialRow>? replicates) ? replicates.Values.Where(row => row.Outcome == Outcome.Completed) : [];

    /// <summary>The packed test errors of a completed trial; null when it has none.</summary>
    public string? TestErrors(string learner, int rows, double noise, int replicate) =>
        cells.TryGetValue((learner, rows, noise), out SortedDictionary<int, TrialRow>? replicates)
        && replicates.TryGetValue(replicate, out TrialRow? row) && row.Outcome == Outcome.Completed
            ? row.TestErrors
            : null;

    /// <summary>Replicates in which this cell was tried, whatever became of it.</summary>
    public IEnumerable<int> Tried(string learner, int rows, double noise) =>
        cells.TryGetValue((learner, rows, noise), out SortedDictionary<int, TrialRow>? replicates) ? replicates.Keys : [];
}
