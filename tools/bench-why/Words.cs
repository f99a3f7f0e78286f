using MlCompare.Reports;
using MlCompare.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>What gaps, signs and figures are called.</summary>
internal static class Words
{
    public static string Of(Gap gap) => gap == Gap.BoostingNetwork ? "boosting less network" : gap == Gap.KernelBoosting ? "kernel less boosting" : $"{gap.A} less {gap.B}";

    /// <summary>Who wins by a sign.</summary>
    public static string Winner(Gap gap, int sign) => sign == 0 ? "none" : Family(sign > 0 ? gap.B : gap.A);

    /// <summary>Points of error for classes, per cent of the root mean squared error for numbers.</summary>
    public static string Size(Gap gap, TableRecord table) => gap.Of(table) is not MeanInterval found ? Show.Nothing
        : table.Task == TaskKind.Regression ? Show.Percent(Math.Exp(found.Mean) - 1) + " of RMSE" : Show.Points(found.Mean);

    public static string Task(TableRecord table) => table.Task switch
    {
        TaskKind.Binary => "two classes",
        TaskKind.Multiclass => "classes",
        _ => "numbers",
    };

    /// <summary>How the signs are spread.</summary>
    public static string Split(Gap gap, SignPrediction found)
    {
        int Count(int sign) => found.Signs.Count(one => one == sign);
        return $"{Family(gap.B)} wins on {Count(1)}, {Family(gap.A)} on {Count(-1)}, neither on {Count(0)}";
    }

    /// <summary>p-values of 10,000 permutations have four decimals at most.</summary>
    public static string Chance(double p) => Show.Fixed(p, p < 0.1 ? 4 : 2);

    private static string Family(string learner) => learner switch
    {
        Measurement.Network => "network",
        Measurement.Kernel => "kernel",
        _ => learner,
    };
}
