using MlCompare.Learners.Boosting;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>
/// Readable reference of the split search: tries every way to part the rows and counts from scratch. Numbers: every threshold with
/// missing values on both sides. Categories: every subset of the bins present, so it needs few levels.
/// </summary>
internal static class SplitReference
{
    public static double BestGain(BinnedTable table, int[] rows, float[] g, float[] h, TreeLimits limits)
    {
        double best = 0;
        for (int j = 0; j < table.Width; j++)
        {
            int direction = limits.Direction(j);
            byte[] codes = BoostingSamples.Codes(table, j);
            foreach (Func<int, bool> goesLeft in table.Bins[j].IsCategorical ? Subsets(table.Bins[j]) : Thresholds(table.Bins[j]))
            {
                best = Math.Max(best, Gain(codes, rows, g, h, goesLeft, limits, direction));
            }
        }

        return best;
    }

    public static double Gain(byte[] codes, int[] rows, float[] g, float[] h, Func<int, bool> goesLeft, TreeLimits limits, int direction = 0)
    {
        int[] left = [.. rows.Where(row => goesLeft(codes[row]))];
        int[] right = [.. rows.Where(row => !goesLeft(codes[row]))];
        bool allowed = Math.Min(left.Length, right.Length) >= limits.MinRows
            && Math.Min(left.Sum(row => (double)h[row]), right.Sum(row => (double)h[row])) >= limits.MinHessian
            && direction * (Weight(right, g, h, limits) - Weight(left, g, h, limits)) >= 0;
        return allowed ? Score(left, g, h, limits) + Score(right, g, h, limits) - Score(rows, g, h, limits) : 0;
    }

    private static double Score(int[] rows, float[] g, float[] h, TreeLimits limits) =>
        -2 * Objective(rows, g, h, limits, Weight(rows, g, h, limits));

    private static double Objective(int[] rows, float[] g, float[] h, TreeLimits limits, double weight) =>
        rows.Sum(row => (double)g[row]) * weight
        + (rows.Sum(row => (double)h[row]) + limits.L2) * weight * weight / 2
        + limits.L1 * Math.Abs(weight);

    /// <summary>The weight within the bounds that is best: the step of Newton, or by search where a penalty or bound has a say.</summary>
    private static double Weight(int[] rows, float[] g, float[] h, TreeLimits limits)
    {
        double newton = -rows.Sum(row => (double)g[row]) / (rows.Sum(row => (double)h[row]) + limits.L2);
        if (limits.L1 == 0 && limits.Root.IsFree)
        {
            return newton;
        }

        double low = Math.Max(limits.Root.Low, -Math.Abs(newton)), high = Math.Min(limits.Root.High, Math.Abs(newton));
        for (int step = 0; step < 100; step++)
        {
            double a = low + (high - low) / 3, b = high - (high - low) / 3;
            if (Objective(rows, g, h, limits, a) <= Objective(rows, g, h, limits, b))
            {
                high = b;
            }
            else
            {
                low = a;
            }
        }

        return (low + high) / 2;
    }

    private static IEnumerable<Func<int, bool>> Thresholds(ColumnBins bins)
    {
        for (int threshold = 0; threshold < bins.ValueBins; threshold++)
        {
            int t = threshold;
            yield return bin => bin <= t;
            yield return bin => bin <= t || bin == bins.ValueBins;
        }
    }

    private static IEnumerable<Func<int, bool>> Subsets(ColumnBins bins)
    {
        for (int subset = 1; subset < 1 << bins.Count; subset++)
        {
            int s = subset;
            yield return bin => (s >> bin & 1) != 0;
        }
    }
}
