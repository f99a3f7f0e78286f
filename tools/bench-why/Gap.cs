using MlCompare.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>A difference whose sign is to be predicted: the error of one learner less that of another.</summary>
/// <param name="Name">For seeds of permutations.</param>
public sealed record Gap(string Name, string A, string B)
{
    public static readonly Gap BoostingNetwork = new("boosting-network", Measurement.Boosting, Measurement.Network);
    public static readonly Gap KernelBoosting = new("kernel-boosting", Measurement.Kernel, Measurement.Boosting);

    public static IReadOnlyList<Gap> All { get; } = [BoostingNetwork, KernelBoosting];

    /// <summary>Difference of errors for classes, of ln RMSE for numbers, over the replicates; null where a learner gave no errors.</summary>
    public MeanInterval? Of(TableRecord table)
    {
        if (!table.Errors.TryGetValue(A, out double[]? a) || !table.Errors.TryGetValue(B, out double[]? b))
        {
            return null;
        }

        bool numbers = table.Task == TaskKind.Regression;
        return MeanInterval.Of([.. a.Zip(b, (x, y) => numbers ? Math.Log(x) - Math.Log(y) : x - y)], table.SplitRatio);
    }

    /// <summary>1 where the first is worse by the margin or more, −1 where the second is, else 0, also where there is no gap or it is no number.</summary>
    public int Sign(TableRecord table)
    {
        double mean = Of(table)?.Mean ?? double.NaN;
        return !(Math.Abs(mean) >= PrimaryMeasure.Of(table.Task).Margin) ? 0 : Math.Sign(mean);
    }

    /// <summary>In units of the margin, which classes and numbers share.</summary>
    public double Margins(TableRecord table) => (Of(table)?.Mean ?? double.NaN) / PrimaryMeasure.Of(table.Task).Margin;
}
