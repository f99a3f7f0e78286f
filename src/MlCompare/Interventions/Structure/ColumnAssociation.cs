using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// How much one column alone tells of the label: the share of the label's variance that lies between groups of rows (the levels of a
/// category, sixteenths of a number's rows, missing values apart), less what as many random groups would show. Pairs of columns that
/// tell only together are missed.
/// </summary>
internal static class ColumnAssociation
{
    private const int Groups = 16;

    /// <summary>At most 1, about 0 for a column that tells nothing; NaN for columns that are neither numbers nor categories.</summary>
    public static double Of(Column column, Labels labels)
    {
        int[]? groups = column switch
        {
            NumericColumn numeric => Sixteenths(numeric.Values),
            CategoricalColumn categories => [.. categories.Codes.Select(code => code + 1)],
            _ => null,
        };
        return groups is null ? double.NaN : Between(groups, labels);
    }

    /// <summary>The places of the columns in order of their association, highest first; those without a figure come first of all.</summary>
    public static int[] Ranked(TrainingSet train)
    {
        double[] of = [.. train.Features.Columns.Select(column => Of(column, train.Labels))];
        return [.. Enumerable.Range(0, of.Length).OrderByDescending(j => double.IsNaN(of[j]) ? double.PositiveInfinity : of[j]).ThenBy(j => j)];
    }

    /// <summary>Equal values stay together.</summary>
    private static int[] Sixteenths(float[] values)
    {
        float[] sorted = [.. values.Where(float.IsFinite).Order()];
        float[] cuts = [.. Enumerable.Range(1, Groups - 1).Select(i => sorted.Length == 0 ? 0 : sorted[(int)((long)i * sorted.Length / Groups)]).Distinct()];
        return [.. values.Select(value => !float.IsFinite(value) ? 0 : 1 + (Array.BinarySearch(cuts, value) is >= 0 and int at ? at + 1 : ~Array.BinarySearch(cuts, value)))];
    }

    private static double Between(int[] groups, Labels labels)
    {
        int outputs = Math.Max(1, labels.ClassCount), highest = groups.Max() + 1;
        double[] sums = new double[highest * outputs];
        int[] counts = new int[highest];
        double squares = 0;
        double[] means = new double[outputs];
        for (int row = 0; row < groups.Length; row++)
        {
            counts[groups[row]]++;
            (int output, double value) = labels.Task == TaskKind.Regression ? (0, labels.Values[row]) : (labels.Classes[row], 1.0);
            sums[groups[row] * outputs + output] += value;
            means[output] += value / groups.Length;
            squares += value * value;
        }

        double total = squares - groups.Length * means.Sum(mean => mean * mean);
        if (!(total > 1e-12 * squares) || groups.Length < 3)
        {
            return 0;
        }

        double between = -groups.Length * means.Sum(mean => mean * mean);
        int used = counts.Count(count => count > 0);
        for (int i = 0; i < sums.Length; i++)
        {
            between += sums[i] == 0 ? 0 : sums[i] * sums[i] / counts[i / outputs];
        }

        // The adjusted R² of a one-way analysis of variance.
        double share = between / total;
        return used >= groups.Length ? 0 : 1 - (1 - share) * (groups.Length - 1) / (groups.Length - used);
    }
}
