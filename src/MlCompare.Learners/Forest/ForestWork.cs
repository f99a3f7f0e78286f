using System.Collections.Concurrent;
using System.Diagnostics;
using MlCompare.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Learners.Forest;

/// <summary>Forests on the same rows: each number of rows is encoded and binned once, for all versions of the labels.</summary>
internal sealed class ForestWork(FeatureTable features, IReadOnlyList<SharedCell> cells, ForestOptions options, bool drawn, int threads) : ISharedWork
{
    private readonly ConcurrentDictionary<int, Lazy<Prepared>> prepared = new();

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        SharedCell own = cells[cell];
        Prepared rows = Rows(own.Rows, cancel);
        long start = Stopwatch.GetTimestamp();
        ForestPredictor model = new ForestFit(rows.Encoding, rows.Table, own, options, drawn, threads, cancel).Run();
        return new SharedModel(model, rows.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private Prepared Rows(int count, CancellationToken cancel)
    {
        try
        {
            return prepared.GetOrAdd(count, _ => new Lazy<Prepared>(() => Prepare(count, cancel))).Value;
        }
        catch (OperationCanceledException)
        {
            // One cell's time limit is not the others'.
            prepared.TryRemove(count, out _);
            throw;
        }
    }

    private Prepared Prepare(int count, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        FeatureTable rows = features.Head(count);
        InputEncoding encoding = InputEncoding.Fit(rows, options.Inputs, cancel);
        ForestTable table = ForestTable.Of(encoding.Columns(rows, cancel), options, cancel);
        return new Prepared(encoding, table, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private sealed record Prepared(InputEncoding Encoding, ForestTable Table, double Seconds);
}
