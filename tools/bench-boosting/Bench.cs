using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>What every mode needs: our learner, the peers found, a temporary folder, and a line for each bar.</summary>
internal sealed class Bench(ILearner learner, PeerProcess? python, IReadOnlyList<string> peers)
{
    /// <summary>The peer that is XGBoost's C library through the product's own engine, which fits in a worker process.</summary>
    public const string Library = "library";

    public ILearner Learner { get; } = learner;

    public PeerProcess? Python { get; } = python;

    /// <summary>Peers that are asked for and installed: "xgboost" and "hgb" in Python, <see cref="Library"/>.</summary>
    public IReadOnlyList<string> Peers { get; } = peers;

    /// <summary>CPU seconds of this process, its garbage collector and compiler included.</summary>
    public static double CpuSeconds => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    /// <summary>Load of the machine, where the system tells it.</summary>
    public static string Load => File.Exists("/proc/loadavg")
        ? $"load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}" : "load average unknown";

    /// <summary>Prints a figure beside the bar that it should not exceed, and whether it does. NaN does.</summary>
    public void Bar(string what, double value, double bar) =>
        Console.WriteLine(FormattableString.Invariant($"{(value <= bar ? "MET    " : "NOT MET")} {value:0.0000} (bar {bar}) {what}; {Load}"));

    /// <summary>Runs something on the rows of a block written to a folder of their own, which is removed afterwards.</summary>
    public T WithRows<T>(Block block, Func<string, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("bench-boosting-").FullName;
        try
        {
            RowFiles.Write(folder, block);
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
