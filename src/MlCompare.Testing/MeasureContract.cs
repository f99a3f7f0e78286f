using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Testing;

/// <summary>What every measure promises.</summary>
public static class MeasureContract
{
    public const string Finite = "a value is finite, or there is none";
    public const string InRange = "a value lies in the range that is declared";
    public const string PerfectIsBest = "a perfect prediction is at least as good as any other";
    public const string OrderFree = "the order of the rows does not matter";
    public const string Unchanged = "measuring leaves the evidence untouched";

    public static IReadOnlyList<Check<IMeasure>> Checks { get; } =
    [
        new(Finite, measure => OnEvidence(measure, evidence =>
            measure.Compute(evidence) is double value && !double.IsFinite(value) ? FormattableString.Invariant($"{value}") : null)),
        new(InRange, measure => OnEvidence(measure, evidence => (OutOfRange(measure, evidence) ?? OutOfRange(measure, evidence with { Prediction = Perfect(evidence) })) is double value
            ? FormattableString.Invariant($"{value} is not in {measure.Range.Least} to {measure.Range.Most}") : null)),
        new(PerfectIsBest, measure => OnEvidence(measure, evidence => PerfectBest(measure, evidence))),
        new(OrderFree, measure => OnEvidence(measure, evidence => Shuffled(measure, evidence))),
        new(Unchanged, measure => OnEvidence(measure, evidence =>
        {
            double[] before = [.. evidence.Prediction.Values];
            measure.Compute(evidence);
            return before.AsSpan().SequenceEqual(evidence.Prediction.Values) ? null : "the predictions were written to";
        })),
    ];

    private static string? OnEvidence(IMeasure measure, Func<Evidence, string?> check)
    {
        foreach (TaskKind task in Enum.GetValues<TaskKind>().Where(measure.Supports))
        {
            if (check(MakeEvidence(task)) is string fault)
            {
                return $"{task}: {fault}";
            }
        }

        return null;
    }

    private static double? OutOfRange(IMeasure measure, Evidence evidence) =>
        measure.Compute(evidence) is double value && !(value >= measure.Range.Least && value <= measure.Range.Most) ? value : null;

    private static string? PerfectBest(IMeasure measure, Evidence evidence)
    {
        double? given = measure.Compute(evidence);
        double? perfect = measure.Compute(evidence with { Prediction = Perfect(evidence) });
        if (given is null || perfect is null)
        {
            return null;
        }

        bool worse = measure.Direction == Direction.LowerIsBetter ? !(perfect <= given + 1e-12) : !(perfect >= given - 1e-12);
        return worse ? FormattableString.Invariant($"perfect {perfect}, another {given}") : null;
    }

    private static string? Shuffled(IMeasure measure, Evidence evidence)
    {
        int[] order = new Rng(9).Permutation(evidence.TestLabels.Count);
        double[] values = [.. order.SelectMany(row => evidence.Prediction.Row(row).ToArray())];
        Evidence shuffled = new(
            new Prediction(values, evidence.Prediction.Columns), evidence.TestLabels.Select(order), evidence.TestTruth?.Select(order));
        double? before = measure.Compute(evidence), after = measure.Compute(shuffled);
        bool same = before is null ? after is null : after is double value && Math.Abs(before.Value - value) <= 1e-9;
        return same ? null : FormattableString.Invariant($"{before} became {after}");
    }

    /// <summary>Rows with a known truth, whose labels agree with the truth's best class, and a middling prediction.</summary>
    private static Evidence MakeEvidence(TaskKind task)
    {
        const int Rows = 60;
        Rng rng = new(Seeds.From(21, task));
        if (task == TaskKind.Regression)
        {
            double[] targets = [.. Enumerable.Range(0, Rows).Select(_ => rng.NextDouble(-3, 9))];
            double[] predicted = [.. targets.Select(target => target + rng.NextGaussian())];
            return new Evidence(new Prediction(predicted, 1), Labels.OfValues(targets), new Truth(targets, 1));
        }

        int classes = task == TaskKind.Binary ? 2 : 4;
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % classes)];
        double[] truth = new double[Rows * classes], prediction = new double[Rows * classes];
        for (int row = 0; row < Rows; row++)
        {
            double sum = 0;
            for (int k = 0; k < classes; k++)
            {
                truth[row * classes + k] = labels[row] == k ? 0.7 : 0.3 / (classes - 1);
                prediction[row * classes + k] = rng.NextDouble(0.05, 1) + (labels[row] == k ? 0.4 : 0);
                sum += prediction[row * classes + k];
            }

            for (int k = 0; k < classes; k++)
            {
                prediction[row * classes + k] /= sum;
            }
        }

        return new Evidence(
            new Prediction(prediction, classes),
            Labels.OfClasses(labels, [.. Enumerable.Range(0, classes).Select(k => $"{k}")]),
            new Truth(truth, classes));
    }

    private static Prediction Perfect(Evidence evidence)
    {
        if (evidence.TestLabels.Task == TaskKind.Regression)
        {
            return new Prediction([.. evidence.TestLabels.Values], 1);
        }

        double[] values = new double[evidence.Prediction.Values.Length];
        for (int row = 0; row < evidence.TestLabels.Count; row++)
        {
            values[row * evidence.Prediction.Columns + evidence.TestLabels.Classes[row]] = 1;
        }

        return new Prediction(values, evidence.Prediction.Columns);
    }
}
