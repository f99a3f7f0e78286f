using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>Processor time of one fit on one thread, while nothing else is measured; the least of two, for the first may compile.</summary>
public sealed class FitTime : IInstrument
{
    public string Id => "fit-time";

    public bool MeasuresTime => true;

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Block block = bench.Block(cell);
        ILearner learner = bench.Learner(cell);
        using Process process = Process.GetCurrentProcess();
        double least = double.PositiveInfinity;
        for (int turn = 0; turn < 2; turn++)
        {
            process.Refresh();
            TimeSpan before = process.TotalProcessorTime;
            _ = learner.Fit(block.Train, new FitContext(LedgerBench.Seed(cell), cancel));
            process.Refresh();
            least = Math.Min(least, (process.TotalProcessorTime - before).TotalSeconds);
        }

        // The clock of the processor ticks in hundredths.
        return new(StringComparer.Ordinal) { ["seconds"] = Math.Max(least, 0.01) };
    }
}
