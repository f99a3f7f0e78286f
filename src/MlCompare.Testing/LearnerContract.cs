using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Testing;

/// <summary>What every learner promises. Each check names the problem on which it failed.</summary>
public static class LearnerContract
{
    public const string SameSeed = "same seed, same predictions";
    public const string Probabilities = "probabilities are finite, in [0, 1], and sum to one";
    public const string RowAlone = "one row alone equals the row among others";
    public const string InputsUntouched = "fitting leaves inputs untouched";
    public const string Relabelling = "relabelling the classes permutes the columns";
    public const string ReorderingFeatures = "reordering features changes nothing";
    public const string Degenerate = "constant feature, single feature, single class, tiny n: answers or declines, never NaN";
    public const string Missing = "missing values are handled, or refused with the column named";
    public const string OptionsInKey = "every option changes the trial key";
    public const string BeatsMajority = "beats the constant answer on an easy problem";
    public const string UselessLast = "ranks a planted useless feature last";
    public const string Cancels = "cancels within a second";
    public const string SaveLoad = "saved and loaded predicts the same";
    public const string ParallelPredict = "parallel Predict equals serial";
    public const string Threads = "more threads, same predictions";
    public const string SharedFit = "shared fit equals single fit";
    public const string ContributionsAddUp = "the contributions of the inputs add up to the prediction";

    /// <summary>Relabelling and reordering may change the order of float sums: probabilities agree to this.</summary>
    private const double RelabelTolerance = 1e-6, ReorderTolerance = 1e-3;

    public static IReadOnlyList<Check<ILearner>> Checks { get; } =
    [
        new(SameSeed, learner => OnAll(learner, problem => Same(problem.Solve(learner), problem.Solve(learner), 0))),
        new(Probabilities, learner => OnAll(learner, problem => Fault(problem.Solve(learner), problem))),
        new(RowAlone, learner => OnAll(learner, problem => RowsAlone(learner, problem))),
        new(InputsUntouched, learner => OnAll(learner, problem => Untouched(learner, problem))),
        new(Relabelling, RelabelAny),
        new(ReorderingFeatures, learner => OnTaken(learner, Reorder, Problems.Table(2), Problems.Regression())),
        new(Degenerate, DegenerateInputs.Find),
        new(Missing, MissingValues),
        new(OptionsInKey, OptionKeys.Find),
        new(BeatsMajority, learner => OnAll(learner, problem => Beats(learner, problem))),
        new(UselessLast, learner => OnTaken(learner, UselessRanksLast, Problems.Table(4), Problems.Regression())),
        new(Cancels, Cancellation.Find),
        new(SaveLoad, learner => OnAll(learner, problem => Reloaded(learner, problem))),
        new(ParallelPredict, learner => OnAll(learner, problem => Parallelly(learner, problem))),
        new(Threads, learner => OnTaken(learner, Threaded, Problems.Table(4), Problems.Images())),
        new(SharedFit, SharedCells.Find),
        new(ContributionsAddUp, AttributionSums.Find),
    ];

    /// <summary>The problems that the learner takes: it may be made for some kinds of data only.</summary>
    internal static IReadOnlyList<Problem> Taken(ILearner learner) =>
        [.. Problems.All().Where(problem => learner.Decline(problem.Train) is null)];

    internal static bool TakesTables(ILearner learner) => learner.Decline(Problems.Table(2).Train) is null;

    internal static string? OnAll(ILearner learner, Func<Problem, string?> check)
    {
        IReadOnlyList<Problem> taken = Taken(learner);
        if (taken.Count == 0)
        {
            return "declines every kind of data";
        }

        foreach (Problem problem in taken)
        {
            if (check(problem) is string fault)
            {
                return $"{problem.Name}: {fault}";
            }
        }

        return null;
    }

    /// <summary>The first fault on those of some problems that the learner takes.</summary>
    private static string? OnTaken(ILearner learner, Func<ILearner, Problem, string?> check, params IEnumerable<Problem> problems) => problems
        .Where(problem => learner.Decline(problem.Train) is null)
        .Select(problem => check(learner, problem))
        .FirstOrDefault(fault => fault is not null);

    /// <summary>What breaks the contract of a prediction; null when nothing does.</summary>
    internal static string? Fault(Prediction prediction, Problem problem) =>
        Measures.PredictionFault.Find(prediction, problem.TestLabels) ?? SumsFault(prediction, problem);

    private static string? SumsFault(Prediction prediction, Problem problem)
    {
        if (problem.TestLabels.Task == TaskKind.Regression)
        {
            return null;
        }

        for (int row = 0; row < prediction.Count; row++)
        {
            double sum = 0;
            foreach (double value in prediction.Row(row))
            {
                sum += value;
            }

            if (!(Math.Abs(sum - 1) <= 1e-9))
            {
                return FormattableString.Invariant($"row {row} sums to {sum:R}");
            }
        }

        return null;
    }

    /// <summary>Where two predictions differ by more than a tolerance (relative for values above 1); null when nowhere.</summary>
    internal static string? Same(Prediction expected, Prediction actual, double tolerance)
    {
        if (expected.Columns != actual.Columns || expected.Values.Length != actual.Values.Length)
        {
            return $"{expected.Count} × {expected.Columns} against {actual.Count} × {actual.Columns} values";
        }

        for (int i = 0; i < expected.Values.Length; i++)
        {
            double scale = Math.Max(1, Math.Abs(expected.Values[i]));
            if (!(Math.Abs(expected.Values[i] - actual.Values[i]) <= tolerance * scale))
            {
                return FormattableString.Invariant(
                    $"row {i / expected.Columns}, column {i % expected.Columns}: {expected.Values[i]:R} against {actual.Values[i]:R}");
            }
        }

        return null;
    }

    private static string? RowsAlone(ILearner learner, Problem problem)
    {
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        Prediction together = model.Predict(problem.Test);
        for (int row = 0; row < problem.Test.Count; row += 7)
        {
            Prediction alone = model.Predict(problem.Test.Select([row]));
            if (Same(new Prediction(together.Row(row).ToArray(), together.Columns), alone, 0) is string fault)
            {
                return $"test row {row} alone: {fault}";
            }
        }

        return null;
    }

    private static string? Untouched(ILearner learner, Problem problem)
    {
        string before = Hash(problem);
        problem.Solve(learner);
        return Hash(problem) == before ? null : "features or labels were written to";
    }

    private static string Hash(Problem problem) =>
        new Dataset("a", "a", problem.Train.Features, problem.Train.Labels, new Provenance("a")).ContentHash
        + new Dataset("b", "b", problem.Test, problem.TestLabels, new Provenance("b")).ContentHash;

    private static string? RelabelAny(ILearner learner) => TakesTables(learner)
        ? Relabel(learner, Problems.Table(2), [1, 0]) ?? Relabel(learner, Problems.Table(4), [2, 0, 3, 1])
        : OnAll(learner, problem => Relabel(learner, problem, [1, 0]));

    private static string? Relabel(ILearner learner, Problem problem, int[] newCode)
    {
        Prediction plain = problem.Solve(learner);
        Prediction renamed = Problems.Relabelled(problem, newCode).Solve(learner);
        double[] back = new double[renamed.Values.Length];
        for (int row = 0; row < renamed.Count; row++)
        {
            for (int k = 0; k < newCode.Length; k++)
            {
                back[row * newCode.Length + k] = renamed.Row(row)[newCode[k]];
            }
        }

        return Same(plain, new Prediction(back, renamed.Columns), RelabelTolerance) is string fault ? $"{problem.Name}: {fault}" : null;
    }

    private static string? Reorder(ILearner learner, Problem problem)
    {
        Prediction plain = problem.Solve(learner);
        Prediction reordered = Problems.WithColumns(problem, columns => columns.Reverse()).Solve(learner);
        return Same(plain, reordered, ReorderTolerance) is string fault ? $"{problem.Name}: {fault}" : null;
    }

    private static string? MissingValues(ILearner learner)
    {
        if (!TakesTables(learner))
        {
            return null;
        }

        Problem problem = Problems.WithMissing();
        if (learner.Decline(problem.Train) is string reason)
        {
            return problem.Train.Features.Columns.Any(column => reason.Contains(column.Name, StringComparison.Ordinal))
                ? null
                : $"declined without naming a column: {reason}";
        }

        return Fault(problem.Solve(learner), problem);
    }

    private static string? Beats(ILearner learner, Problem problem)
    {
        double constant = problem.TestLabels.Task == TaskKind.Regression ? Variance(problem.TestLabels.Values) : 1 - 1.0 / problem.TestLabels.ClassCount;
        double loss = problem.Loss(problem.Solve(learner));
        return loss <= 0.6 * constant ? null : FormattableString.Invariant($"loss {loss:0.####} is not well below the constant answer's {constant:0.####}");
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    /// <summary>
    /// Permutation importance on the test rows, ten shuffles a column, by squared loss of the probabilities or targets. Needs a problem
    /// whose other columns all help: of the table with two classes, x2 tells as little as the useless one.
    /// </summary>
    private static string? UselessRanksLast(ILearner learner, Problem problem)
    {
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        double plain = SquaredLoss(model.Predict(problem.Test), problem.TestLabels);
        Dictionary<string, double> importance = [];
        Rng rng = new(11);
        foreach (Column column in problem.Test.Columns)
        {
            double sum = 0;
            for (int shuffle = 0; shuffle < 10; shuffle++)
            {
                Column shuffled = column.Select(rng.Permutation(column.Count));
                FeatureTable changed = new(problem.Test.Modality, problem.Test.Columns.Select(other => other == column ? shuffled : other));
                sum += SquaredLoss(model.Predict(changed), problem.TestLabels) - plain;
            }

            importance[column.Name] = sum / 10;
        }

        string last = importance.MinBy(pair => pair.Value).Key;
        bool distinct = importance.Values.Max() > importance["useless"];
        return last == "useless" && distinct
            ? null
            : $"{problem.Name}: {string.Join(", ", importance.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:0.#####}")))}";
    }

    private static double SquaredLoss(Prediction prediction, Labels labels)
    {
        double sum = 0;
        for (int row = 0; row < labels.Count; row++)
        {
            for (int k = 0; k < prediction.Columns; k++)
            {
                double wanted = labels.Task == TaskKind.Regression ? labels.Values[row] : labels.Classes[row] == k ? 1 : 0;
                sum += Math.Pow(prediction.Row(row)[k] - wanted, 2);
            }
        }

        return sum / labels.Count;
    }

    private static string? Reloaded(ILearner learner, Problem problem)
    {
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            model.Save(writer);
        }

        stream.Position = 0;
        using BinaryReader reader = new(stream);
        IPredictor loaded = learner.Load(reader);
        return stream.Position == stream.Length
            ? Same(model.Predict(problem.Test), loaded.Predict(problem.Test), 0)
            : $"{stream.Length - stream.Position} bytes of the saved model were not read";
    }

    private static string? Threaded(ILearner learner, Problem problem) => learner.Decline(problem.Train) is null
        && Same(problem.Solve(learner), learner.Fit(problem.Train, new FitContext(7) { Threads = 3 }).Predict(problem.Test), 0) is string fault
        ? $"{problem.Name}: {fault}"
        : null;

    private static string? Parallelly(ILearner learner, Problem problem)
    {
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        Prediction serial = model.Predict(problem.Test);
        Prediction[] parallel = new Prediction[8];
        Parallel.For(0, parallel.Length, i => parallel[i] = model.Predict(problem.Test));
        return parallel.Select(prediction => Same(serial, prediction, 0)).FirstOrDefault(fault => fault is not null);
    }
}
