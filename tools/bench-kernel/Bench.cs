using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.BenchBoosting;

namespace MlCompare.BenchKernel;

/// <summary>What every verb needs: the Python peers, the clock, and a line for each bar.</summary>
internal static class Bench
{
    /// <summary>Load of the machine, where the system tells it.</summary>
    public static string Load => File.Exists("/proc/loadavg")
        ? $"load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}" : "load average unknown";

    /// <summary>CPU seconds of this process, its garbage collector and compiler included.</summary>
    private static double CpuSeconds => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    public static Cost Timed(Action run)
    {
        double cpu = CpuSeconds;
        long start = Stopwatch.GetTimestamp();
        run();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, CpuSeconds - cpu);
    }

    public static Cost Timed(JsonObject answer) => new((double)answer["wall"]!, (double)answer["cpu"]!);

    /// <summary>Prints a figure beside the bar that it should not exceed (or fall below), and whether it keeps to it. NaN does not.</summary>
    public static void Bar(string what, double value, double bar, bool least = false) => Console.WriteLine(FormattableString.Invariant(
        $"{((least ? value >= bar : value <= bar) ? "MET    " : "NOT MET")} {value:0.0000} (bar {(least ? "at least" : "at most")} {bar}) {what}; {Load}"));

    /// <summary>Runs something in a temporary folder, which is removed afterwards.</summary>
    public static T InFolder<T>(Func<string, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("bench-kernel-").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
