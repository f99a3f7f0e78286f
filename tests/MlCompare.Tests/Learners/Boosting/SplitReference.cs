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
            foreach (Func<int, bool> goesLeft in table.Bins[j].IsCategorical ? Subsets(table.Bins[j]) : Thresholds(table.Bins[j]))
            {
                best = Math.Max(best, Gain(table.Codes[j], rows, g, h, goesLeft, limits));
            }
        }

        return best;
    }

    public static double Gain(byte[] codes, int[] rows, float[] g, float[] h, Func<int, bool> goesLeft, TreeLimits limits)
    {
        int[] left = [.. rows.Where(row => goesLeft(codes[row]))];
        int[] right = [.. rows.Where(row => !goesLeft(codes[row]))];
        bool allowed = Math.Min(left.Length, right.Length) >= limits.MinRows
            && Math.Min(left.Sum(row => (double)h[row]), right.Sum(row => (double)h[row])) >= limits.MinHessian;
        return allowed ? Score(left, g, h, limits) + Score(right, g, h, limits) - Score(rows, g, h, limits) : 0;
    }

    private static double Score(int[] rows, float[] g, float[] h, TreeLimits limits)
    {
        double sum = rows.Sum(row => (double)g[row]);
        return sum * sum / (rows.Sum(row => (double)h[row]) + limits.L2);
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
