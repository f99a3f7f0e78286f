using System.Diagnostics;

namespace MlCompare.BenchCommon;

/// <summary>Times, and the lines that tell figures beside their bars.</summary>
internal static class Figures
{
    /// <summary>Load of the machine, where the system tells it.</summary>
    public static string Load => File.Exists("/proc/loadavg")
        ? $"load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}" : "load average unknown";

    /// <summary>CPU seconds of this process, its garbage collector and compiler included.</summary>
    public static double CpuSeconds => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    public static Cost Timed(Action action)
    {
        double cpu = CpuSeconds;
        long start = Stopwatch.GetTimestamp();
        action();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, CpuSeconds - cpu);
    }

    /// <summary>Prints a figure beside its bar and whether it keeps it. NaN does not.</summary>
    /// <param name="least">The figure should be at least the bar, else at most.</param>
    public static void Bar(string what, double value, double bar, bool least = false) => Console.WriteLine(FormattableString.Invariant(
        $"{((least ? value >= bar : value <= bar) ? "MET    " : "NOT MET")} {value:0.0000} (bar: {(least ? "at least" : "at most")} {bar}) {what}; {Load}"));
}
