using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlCompare.Ledger;

/// <summary>Told how far a ledger has come; from any thread, one call at a time.</summary>
public interface ILedgerProgress
{
    void Started(int planned, int alreadyDone);

    void Ended(CellResult result);
}

/// <summary>Measures what is left of a plan, one cell a worker and one thread a cell; those that measure time come last, alone.</summary>
public sealed class LedgerRunner(LedgerPlan plan, LedgerBench bench, Catalog<IInstrument> instruments)
{
    /// <summary>Measurements of other ledgers that may stand for cells of this plan.</summary>
    public IReadOnlyList<CellResult> Earlier { get; init; } = [];

    /// <summary>Which code measures; null: what runs here.</summary>
    internal string? Revision { get; init; }

    /// <summary>Runs into a folder, which also receives the plan before anything is measured.</summary>
    /// <returns>Results by the key of the cell; fewer than planned when <paramref name="cancel"/> was called.</returns>
    /// <exception cref="InputException">The folder holds another plan or measurements of other code, or is in use.</exception>
    public IReadOnlyDictionary<string, CellResult> Run(string folder, int workers, ILedgerProgress progress, CancellationToken cancel)
    {
        LedgerHeader header = LedgerHeaders.Make(plan, Revision ?? LedgerRevision.Of(plan, bench, instruments));
        using LedgerStore store = LedgerStore.Open(folder, plan, header, Earlier, out Dictionary<string, CellResult> done);
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        ConcurrentDictionary<string, CellResult> results = new(done);
        progress.Started(plan.Cells.Length, done.Count);
        Lock gate = new();

        void Measure(Cell cell)
        {
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            if (Result(cell, header, cancel) is CellResult result)
            {
                results[cell.Key] = result;
                store.Add(result);
                lock (gate)
                {
                    progress.Ended(result);
                }
            }
        }

        // Cells of one data set and replicate together: their block is made once.
        Cell[] open = [.. plan.Cells.Where(cell => !done.ContainsKey(cell.Key)).OrderBy(cell => cell.Replicate).ThenBy(cell => cell.Dataset, StringComparer.Ordinal)];
        ILookup<Turn, Cell> turns = open.ToLookup(cell => TurnOf(instruments.Get(cell.Instrument)));
        Parallel([.. turns[Turn.First]], workers, Measure);
        Parallel([.. turns[Turn.Usual]], workers, Measure);
        Parallel([.. turns[Turn.Alone]], 1, Measure);
        store.Finish(plan, results, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
        return results;
    }

    private enum Turn
    {
        First,
        Usual,
        Alone,
    }

    private static Turn TurnOf(IInstrument instrument) => instrument.ComesFirst ? Turn.First : instrument.MeasuresTime ? Turn.Alone : Turn.Usual;

    private CellResult? Result(Cell cell, LedgerHeader header, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            SortedDictionary<string, double> values = instruments.Get(cell.Instrument).Measure(cell, bench, cancel);
            string? broken = values.FirstOrDefault(pair => !double.IsFinite(pair.Value)).Key;
            return broken is null
                ? CellResult.Of(cell, header, values, null, Seconds(start))
                : CellResult.Of(cell, header, null, $"{broken} is no finite number", Seconds(start));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            return CellResult.Of(cell, header, null, $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}", Seconds(start));
        }
    }

    private static double Seconds(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 4);

    /// <summary>Threads of their own with 16 MiB of stack, as in a study.</summary>
    private static void Parallel(Cell[] cells, int workers, Action<Cell> work)
    {
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, cells.Length)).Select(i => new Thread(
            () =>
            {
                while (Interlocked.Increment(ref next) is int at && at < cells.Length)
                {
                    work(cells[at]);
                }
            },
            16 << 20) { IsBackground = true, Name = $"claims worker {i}" })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
