using System.Collections.Immutable;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics;

/// <summary>Hand-written results: rows are added one by one, no trial is run.</summary>
internal sealed class ResultsForTests
{
    private readonly List<DatasetSummary> datasets = [];
    private readonly List<LearnerSummary> learners = [];
    private readonly List<TrialRow> rows = [];

    public ImmutableArray<ContrastPlan> Contrasts { get; init; } = [];

    public static StudyResults Reversed(StudyResults results) => results with { Rows = [.. results.Rows.Reverse()] };

    public ResultsForTests Dataset(
        string id, TaskKind task = TaskKind.Binary, bool fresh = true, bool fixedTest = false, int poolRows = 6000, int testRows = 4000)
    {
        datasets.Add(new DatasetSummary(
            id, id, Modality.Tabular, task, poolRows + testRows, poolRows, testRows, 3, [], "by hand", null, fresh, "", "", "", "", [])
        {
            FixedTest = fixedTest,
        });
        return this;
    }

    public ResultsForTests Learner(string name, Family family = Family.Linear)
    {
        learners.Add(new LearnerSummary(name, name, name, family, "managed", []));
        return this;
    }

    /// <summary>One completed trial a value; NaN stands for a failed one.</summary>
    public ResultsForTests Add(string dataset, string learner, int size, double noise, string metric, params double[] values)
    {
        for (int replicate = 0; replicate < values.Length; replicate++)
        {
            Add(dataset, learner, size, noise, replicate, values[replicate], (metric, values[replicate]));
        }

        return this;
    }

    public ResultsForTests Add(
        string dataset, string learner, int size, double noise, int replicate, double completed, params (string Id, double Value)[] metrics)
    {
        DatasetSummary summary = datasets.Single(one => one.Id == dataset);
        string kind = summary.Task == TaskKind.Regression ? "target-noise-gaussian" : "label-noise-symmetric";
        SortedDictionary<string, double> conditions = new(StringComparer.Ordinal) { ["training-size"] = size };
        if (noise > 0)
        {
            conditions[kind] = noise;
        }

        rows.Add(new TrialRow
        {
            Key = $"{dataset}/{learner}/{size}/{noise}/{replicate}",
            Dataset = dataset,
            Modality = Modality.Tabular,
            Task = summary.Task,
            Learner = learner,
            Family = Family.Linear,
            Engine = "managed",
            TrainRows = size,
            TestRows = summary.TestRows,
            Features = 3,
            Classes = 2,
            Conditions = conditions,
            Replicate = replicate,
            Outcome = double.IsNaN(completed) ? Outcome.Failed : Outcome.Completed,
            Metrics = double.IsNaN(completed)
                ? [] : new SortedDictionary<string, double>(metrics.ToDictionary(m => m.Id, m => m.Value), StringComparer.Ordinal),
            Revision = "test",
        });
        return this;
    }

    /// <summary>One completed trial a value, under an intervention on structure.</summary>
    public ResultsForTests AddChanged(string dataset, string learner, int size, string change, double level, string metric, params double[] values)
    {
        int first = rows.Count;
        Add(dataset, learner, size, 0, metric, values);
        for (int i = first; i < rows.Count; i++)
        {
            rows[i] = rows[i] with
            {
                Key = $"{rows[i].Key}/{change}/{level}",
                Conditions = new SortedDictionary<string, double>(rows[i].Conditions, StringComparer.Ordinal) { [change] = level },
            };
        }

        return this;
    }

    public StudyResults Build() => new(
        new Study
        {
            Name = "by-hand",
            Datasets = [.. datasets.Select(one => one.Id)],
            Learners = [.. learners.Select(one => new LearnerPlan(one.Name))],
            Contrasts = Contrasts,
        },
        new StudyHeader(
            1, "by-hand", "", "test", rows.Count, [], [.. datasets], [.. learners], "", []),
        [.. rows]);
}
