using System.Collections.Immutable;
using System.Globalization;
using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>The loss on one part of the test rows.</summary>
/// <param name="By">What the rows were parted by: a column, <see cref="Class"/>, <see cref="Target"/>, or a size of what is no number.</param>
/// <param name="Part">Which part: a level, a class, a quarter, "missing"; the parts of one <paramref name="By"/> together are all test rows.</param>
/// <param name="Rows">Test rows in it.</param>
/// <param name="Loss">Error of the decisions; for numbers the mean squared error.</param>
/// <param name="Variance">Of the squared errors among the rows; null for decisions, where it follows from the loss.</param>
/// <param name="From">Above this, where the part is a range; null for the lowest.</param>
/// <param name="To">Up to this; null for the highest.</param>
public sealed record SliceLoss(string By, string Part, int Rows, double Loss, double? Variance = null, double? From = null, double? To = null)
{
    /// <summary>The class that is right, and the number that is right, as what rows are parted by.</summary>
    public const string Class = "(class)", Target = "(target)";

    /// <summary>Whether the inputs of a test row stand in a training row too, as what rows are parted by; <see cref="Met"/> where they do.</summary>
    public const string Training = "(training rows)";

    /// <summary>The parts of <see cref="Training"/>.</summary>
    public const string Met = "met", Unmet = "new";

    // More columns make rows of the results long, more levels make parts too small to tell anything.
    private const int MostColumns = 24, MostLevels = 5, MostClasses = 20;

    private static readonly string[] Quarters = ["lowest quarter", "second quarter", "third quarter", "highest quarter"];

    /// <summary>
    /// All parts: by class or by quarters of the target; for tables by the levels or quarters of the first columns, for texts by their length, for
    /// images by their mean; and by whether a training row has the same inputs, where some test rows have one. Where the quarters end is taken from the training rows. Depends on the rows and the predictions alone, never on the learner.
    /// </summary>
    public static ImmutableArray<SliceLoss> Of(Prediction prediction, FeatureTable train, FeatureTable test, Labels trainLabels, Labels labels)
    {
        double[] losses = new double[labels.Count];
        for (int row = 0; row < losses.Length; row++)
        {
            losses[row] = labels.Task == TaskKind.Regression ? Square(prediction.Row(row)[0] - labels.Values[row]) : prediction.Class(row) != labels.Classes[row] ? 1 : 0;
        }

        bool numbers = labels.Task == TaskKind.Regression;
        IEnumerable<SliceLoss> slices = numbers
            ? ByQuarters(Target, trainLabels.Values, labels.Values, losses, numbers)
            : Parts(Class, [.. labels.ClassNames.Take(MostClasses), .. labels.ClassCount > MostClasses ? new[] { "other classes" } : []], [.. labels.Classes.Select(c => Math.Min(c, MostClasses))], losses, numbers);
        foreach (var (before, column) in train.Columns.Zip(test.Columns).Take(MostColumns))
        {
            slices = slices.Concat((before, column) switch
            {
                (NumericColumn seen, NumericColumn now) => ByQuarters(now.Name, [.. seen.Values.Select(v => (double)v)], [.. now.Values.Select(v => (double)v)], losses, numbers),
                (CategoricalColumn seen, CategoricalColumn now) => ByLevels(seen, now, losses, numbers),
                (TextColumn seen, TextColumn now) => ByQuarters($"{now.Name}, length", Lengths(seen), Lengths(now), losses, numbers),
                (ImageColumn seen, ImageColumn now) => ByQuarters($"{now.Name}, mean of the pixels", Means(seen), Means(now), losses, numbers),
                _ => [],
            });
        }

        return [.. slices, .. ByTraining(train, test, losses, numbers)];
    }

    private static IEnumerable<SliceLoss> ByTraining(FeatureTable train, FeatureTable test, double[] losses, bool numbers)
    {
        if (RowKeys.Of(train) is not ulong[] seen || RowKeys.Of(test) is not ulong[] now)
        {
            return [];
        }

        HashSet<ulong> keys = [.. seen];
        int[] parts = [.. now.Select(key => keys.Contains(key) ? 0 : 1)];
        return parts.Contains(0) ? Parts(Training, [Met, Unmet], parts, losses, numbers) : [];
    }

    private static IEnumerable<SliceLoss> ByLevels(CategoricalColumn seen, CategoricalColumn now, double[] losses, bool numbers)
    {
        int[] kept = [.. seen.Codes.Concat(now.Codes).Where(code => code >= 0).CountBy(code => code).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostLevels).Select(pair => pair.Key).Order()];
        return Parts(now.Name, [.. kept.Select(code => now.Levels[code]), "(other levels)", "(missing)"], [.. now.Codes.Select(code =>
            code < 0 ? kept.Length + 1 : Array.IndexOf(kept, code) is >= 0 and int place ? place : kept.Length)], losses, numbers);
    }

    /// <summary>A column of few numbers is parted by them.</summary>
    private static IEnumerable<SliceLoss> ByQuarters(string by, double[] seen, double[] now, double[] losses, bool numbers)
    {
        double[] sorted = [.. seen.Where(double.IsFinite).Order()], distinct = [.. sorted.Distinct().Take(MostLevels + 1)];
        if (distinct.Length <= MostLevels)
        {
            return Parts(by, [.. distinct.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)), "(other values)", "(missing)"], [.. now.Select(value =>
                double.IsNaN(value) ? distinct.Length + 1 : Array.IndexOf(distinct, value) is >= 0 and int place ? place : distinct.Length)], losses, numbers);
        }

        double[] ends = [.. Enumerable.Range(1, 3).Select(k => sorted[k * (sorted.Length - 1) / 4])];
        return Parts(by, [.. Quarters, "(missing)"], [.. now.Select(value => double.IsNaN(value) ? 4 : ends.Count(end => value > end))], losses, numbers)
            .Select(slice => Array.IndexOf(Quarters, slice.Part) is >= 0 and int k ? slice with { From = k > 0 ? Rounded(ends[k - 1]) : null, To = k < 3 ? Rounded(ends[k]) : null } : slice);
    }

    private static IEnumerable<SliceLoss> Parts(string by, string[] names, int[] parts, double[] losses, bool numbers)
    {
        double[] sums = new double[names.Length], squares = new double[names.Length];
        int[] rows = new int[names.Length];
        for (int row = 0; row < parts.Length; row++)
        {
            rows[parts[row]]++;
            sums[parts[row]] += losses[row];
            squares[parts[row]] += losses[row] * losses[row];
        }

        for (int part = 0; part < names.Length; part++)
        {
            if (rows[part] > 0)
            {
                double mean = sums[part] / rows[part];
                yield return new SliceLoss(by, names[part], rows[part], Rounded(mean), numbers ? Rounded(Math.Max(0, squares[part] / rows[part] - mean * mean)) : null);
            }
        }
    }

    private static double[] Lengths(TextColumn texts) => [.. texts.Values.Select(text => text?.Length ?? double.NaN)];

    private static double[] Means(ImageColumn images) => [.. images.Pixels.Select(pixels => pixels.Length == 0 ? double.NaN : pixels.Average(pixel => (double)pixel))];

    private static double Square(double value) => value * value;

    /// <summary>Six digits: rows of the results stay short.</summary>
    private static double Rounded(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 0;
}
