namespace MlCompare.BenchWhy;

/// <summary>What gaps and signs are called.</summary>
internal static class Words
{
    public static string Of(Gap gap) => gap == Gap.BoostingNetwork ? "boosting less network" : "kernel less boosting";

    /// <summary>Who wins by a sign.</summary>
    public static string Winner(Gap gap, int sign) => sign == 0 ? "none" : Family(sign > 0 ? gap.B : gap.A);

    private static string Family(string learner) => learner switch
    {
        Measurement.Network => "network",
        Measurement.Kernel => "kernel",
        _ => learner,
    };
}
