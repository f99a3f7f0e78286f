using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>
/// Peak resident memory of a fresh process that draws a million rows of 50 numbers and fits our boosting, against what the float
/// matrix and one byte a value take. The number of trees does not matter to it, so a few are grown.
/// </summary>
internal static class Memory
{
    private const int Rows = 1_000_000, Rounds = 20;

    /// <summary>Starts this program again for the fit, and judges what it says.</summary>
    public static void Run(Bench bench)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [.. Entry(), "memory-fit"]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        long[] bytes = [.. child.StandardOutput.ReadToEnd().Split().Where(word => word.Length > 0).Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        (long before, long peak) = (bytes[0], bytes[1]);
        long raw = (long)Rows * PlantedTable.Width * (sizeof(float) + sizeof(byte));
        Console.WriteLine(FormattableString.Invariant($"1,000,000 x 50: peak {peak / 1e6:0} MB ({before / 1e6:0} MB before the fit, run-time and matrix), matrix and bins {raw / 1e6:0} MB"));
        Figures.Bar("peak memory to that of the float matrix and the bins", (double)peak / raw, 1.2);
    }

    /// <summary>The fit itself: prints the resident bytes before it and the peak.</summary>
    public static void Fit(ILearner learner)
    {
        Block block = PlantedTable.Draw(Rows, 1);
        JsonObject options = new() { ["maxRounds"] = Rounds, ["earlyStopping"] = false };
        Console.WriteLine(Process.GetCurrentProcess().WorkingSet64.ToString(CultureInfo.InvariantCulture));
        learner.With(options).Fit(block.Train, new FitContext(1));
        Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>When the program runs inside the shared host, the host wants to know its file.</summary>
    private static string[] Entry() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.GetCommandLineArgs()[0]] : [];
}
