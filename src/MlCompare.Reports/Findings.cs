using MlCompare.Reports.Charts;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>A study, its results, and what the analyses make of them: all that a section may look at. Computed once a report.</summary>
public sealed partial class Findings
{
    private readonly Dictionary<string, LearnerSummary> learners;
    private readonly Dictionary<string, string> titles;
    private readonly ILookup<string, TrialRow> rows;
    private readonly ILookup<string, string> idsByName;
    private readonly HashSet<(string Dataset, string Learner)> declining;

    public Findings(StudyResults results)
    {
        Results = results;
        analyses = new Analyses(results);
        learners = results.Header.Learners.DistinctBy(l => l.Name).ToDictionary(l => l.Name, StringComparer.Ordinal);
        ILookup<string, string> namesByTitle = learners.Values.ToLookup(l => l.Title, l => l.Name, StringComparer.Ordinal);
        titles = learners.Values.ToDictionary(
            l => l.Name, l => namesByTitle[l.Title].Count() > 1 ? $"{l.Title} ({l.Name})" : l.Title, StringComparer.Ordinal);
        Marks = Charts.Marks.Assign(learners.Values);
        idsByName = results.Header.Datasets.ToLookup(set => Words.BeforeColon(set.Title), set => set.Id, StringComparer.Ordinal);
        rows = results.Rows.Where(row => !results.ChangesStructure(row)).ToLookup(row => row.Dataset, StringComparer.Ordinal);
        declining = [.. results.Rows.GroupBy(row => (row.Dataset, row.Learner)).Where(group => group.All(row => row.Outcome == Outcome.Declined)).Select(group => group.Key)];
    }

    public StudyResults Results { get; }

    public Study Study => Results.Study;

    public StudyHeader Header => Results.Header;

    /// <summary>In the order of the study.</summary>
    public IReadOnlyList<LearnerSummary> Learners => Header.Learners;

    /// <summary>In the order of the study.</summary>
    public IReadOnlyList<DatasetSummary> Datasets => Header.Datasets;

    public IReadOnlyDictionary<string, Mark> Marks { get; }

    /// <summary>Planned trials that have left no row yet.</summary>
    public int Missing => Math.Max(0, Header.Planned - Results.Rows.Length);

    /// <summary>The title up to its colon, which often starts a question: "SMS spam" for "SMS spam: is a message spam?".</summary>
    public string Name(DatasetSummary dataset) =>
        Words.BeforeColon(dataset.Title) is { Length: > 0 } name && idsByName[name].Count() < 2 ? name : dataset.Title;

    /// <summary>The learner's title; with its name where two share one title.</summary>
    public string Title(string learner) => titles.GetValueOrDefault(learner, learner);

    /// <summary>The title as it stands within a sentence: "gradient boosting", "XGBoost".</summary>
    public string InSentence(string learner) => Words.InSentence(Title(learner));

    /// <summary>The same, where a sentence speaks of the learner as a thing: "the linear model", "gradient boosting".</summary>
    public string The(string learner) => Words.WithArticle(Title(learner));

    public LearnerSummary? Learner(string name) => learners.GetValueOrDefault(name);

    /// <summary>Trials on the data as they are; those with changed structure are for the section that asks why.</summary>
    public IEnumerable<TrialRow> RowsOf(DatasetSummary dataset) => rows[dataset.Id];

    /// <summary>Label noise of a trial: the level of the study's noise intervention.</summary>
    public double Noise(TrialRow row) => Results.Noise(row);

    public string NoiseKind(TaskKind task) => task == TaskKind.Regression ? Study.RegressionNoiseKind : Study.NoiseKind;

    /// <summary>Most training rows with a completed trial without noise; 0 when there is none.</summary>
    public int LargestSize(DatasetSummary dataset) => Completed(dataset)
        .Where(row => Noise(row) == 0).Select(row => row.TrainRows).DefaultIfEmpty(0).Max();

    public IEnumerable<TrialRow> Completed(DatasetSummary dataset) =>
        RowsOf(dataset).Where(row => row.Outcome == Outcome.Completed);

    /// <summary>It was tried on this data set and declined every row of it, whatever their number: another kind of data than it is made for.</summary>
    public bool DeclinesAll(string dataset, string learner) => declining.Contains((dataset, learner));

    /// <summary>Completed trials of one learner at the largest size without noise.</summary>
    public IReadOnlyList<TrialRow> AtLargest(DatasetSummary dataset, string learner)
    {
        int size = LargestSize(dataset);
        return Completed(dataset).Where(row => row.Learner == learner && row.TrainRows == size && Noise(row) == 0).ToList();
    }

    /// <summary>Median over the replicates at the largest size; NaN when there is none.</summary>
    public double FitSeconds(DatasetSummary dataset, string learner) => Median(AtLargest(dataset, learner), trial => trial.FitSeconds);

    internal static double Median(IReadOnlyList<TrialRow> trials, Func<TrialRow, double> value)
    {
        double[] sorted = trials.Select(value).Order().ToArray();
        int middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
