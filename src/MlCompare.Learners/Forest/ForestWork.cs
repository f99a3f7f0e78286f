using System.Diagnostics;
using MlCompare.Data;
using MlCompare.Learners.Boosting;

namespace MlCompare.Learners.Forest;

/// <summary>Forests on the same rows: each number of rows is encoded and binned once, for all versions of the labels.</summary>
internal sealed class ForestWork(FeatureTable features, IReadOnlyList<SharedCell> cells, ForestOptions options, bool drawn, int threads) : ISharedWork
{
    private readonly SharedRows<Prepared> shared = new(cells.Select(cell => cell.Rows), (rows, cancel) => Prepare(features.Head(rows), options, cancel));

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        SharedCell own = cells[cell];
        Prepared rows = shared.Of(own.Rows, cancel);
        long start = Stopwatch.GetTimestamp();
        ForestPredictor model = new ForestFit(rows.Encoding, rows.Table, own, options, drawn, threads, cancel).Run();
        return new SharedModel(model, rows.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static Prepared Prepare(FeatureTable rows, ForestOptions options, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        InputEncoding encoding = InputEncoding.Fit(rows, options.Inputs, cancel);
        ForestTable table = ForestTable.Of(encoding.Columns(rows, cancel), options, cancel);
        return new Prepared(encoding, table, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private sealed record Prepared(InputEncoding Encoding, ForestTable Table, double Seconds);
}
