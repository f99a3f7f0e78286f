using System.Diagnostics;
using MlCompare.Ledger;

namespace MlCompare.Cli;

/// <summary>A line on standard error every ten seconds, and one for each measurement that failed.</summary>
internal sealed class LedgerProgress(TextWriter output) : ILedgerProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private int planned, done, atStart;
    private long start, lastLine;

    public void Started(int planned, int alreadyDone)
    {
        (this.planned, done, atStart) = (planned, alreadyDone, alreadyDone);
        start = lastLine = Stopwatch.GetTimestamp();
        output.WriteLine(alreadyDone > 0 ? $"{planned} measurements, {alreadyDone} of them already there." : $"{planned} measurements.");
    }

    public void Ended(CellResult result)
    {
        done++;
        if (result.Values is null)
        {
            output.WriteLine($"failed: {result.Cell}: {result.Reason}");
        }

        if (done == planned || Stopwatch.GetElapsedTime(lastLine) >= Pause)
        {
            lastLine = Stopwatch.GetTimestamp();
            double left = Stopwatch.GetElapsedTime(start).TotalSeconds / (done - atStart) * (planned - done);
            output.WriteLine($"{done}/{planned}{(done < planned ? $", about {Math.Ceiling(left)} s left" : "")}; last: {result.Cell}");
        }
    }
}
