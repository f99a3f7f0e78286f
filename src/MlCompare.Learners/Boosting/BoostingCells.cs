using System.Diagnostics;
using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>Fits of several versions of the labels to the same rows: encoded and binned once for each number of rows, when first asked for.</summary>
internal sealed class BoostingCells(FeatureTable features, IReadOnlyList<SharedCell> cells, BoostingOptions options, FitContext context)
    : ISharedWork
{
    private readonly SharedRows<BoostingRows> shared = new(
        cells.Select(cell => cell.Rows), (rows, cancel) => new BoostingRows(features.Head(rows), options, context.Threads, cancel));

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        SharedCell own = cells[cell];
        BoostingRows rows = shared.Of(own.Rows, cancel);
        long start = Stopwatch.GetTimestamp();
        BoostingPredictor model = new BoostingFit(
            rows, own.Labels, options, context with { Seed = own.Seed, Cancel = cancel }).Run();
        return new SharedModel(model, rows.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
