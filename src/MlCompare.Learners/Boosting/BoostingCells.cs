using System.Diagnostics;
using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>Fits of several versions of the labels to the same rows: encoded and binned once for each number of rows, when first asked for.</summary>
internal sealed class BoostingCells(FeatureTable features, IReadOnlyList<SharedCell> cells, BoostingOptions options, FitContext context)
    : ISharedWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, Slot> slots = cells.Select(cell => cell.Rows).Distinct().ToDictionary(rows => rows, _ => new Slot());

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        SharedCell own = cells[cell];
        BoostingRows rows = Prepare(own.Rows, cancel);
        long start = Stopwatch.GetTimestamp();
        BoostingPredictor model = new BoostingFit(
            rows, own.Labels, options, context with { Seed = own.Seed, Cancel = cancel }).Run();
        return new SharedModel(model, rows.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>A fit that is cancelled while it prepares leaves the work to the next.</summary>
    private BoostingRows Prepare(int rows, CancellationToken cancel)
    {
        Slot slot = slots[rows];
        while (!slot.Gate.TryEnter(Pause))
        {
            cancel.ThrowIfCancellationRequested();
        }

        try
        {
            return slot.Rows ??= new BoostingRows(features.Head(rows), options, cancel);
        }
        finally
        {
            slot.Gate.Exit();
        }
    }

    private sealed class Slot
    {
        public Lock Gate { get; } = new();

        public BoostingRows? Rows { get; set; }
    }
}
