using System.Diagnostics;
using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>
/// Networks of one architecture on the same rows: each size is encoded once. What follows is a network's own: its weights differ from the first
/// step on, and its products are as large as the processor likes them already, so that taking networks together makes none of them
/// quicker (docs/benchmarks.md has the figures). They train side by side on the workers of the study instead.
/// </summary>
internal sealed class SharedNetworks : ISharedWork
{
    private readonly FeatureTable features;
    private readonly IReadOnlyList<SharedCell> cells;
    private readonly Func<EncodedRows, TrainingSet, FitContext, IPredictor> fit;
    private readonly Dictionary<int, (EncodedRows Rows, double Seconds)> encoded = [];
    private readonly int threads;

    /// <param name="encode">Must not look at labels.</param>
    public SharedNetworks(
        FeatureTable features, IReadOnlyList<SharedCell> cells,
        Func<TrainingSet, FitContext, EncodedRows> encode, Func<EncodedRows, TrainingSet, FitContext, IPredictor> fit, FitContext context)
    {
        (this.features, this.cells, this.fit, threads) = (features, cells, fit, context.Threads);
        foreach (SharedCell cell in cells.DistinctBy(cell => cell.Rows))
        {
            long start = Stopwatch.GetTimestamp();
            EncodedRows rows = encode(Train(cell), context);
            encoded[cell.Rows] = (rows, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        (EncodedRows rows, double seconds) = encoded[cells[cell].Rows];
        long start = Stopwatch.GetTimestamp();
        IPredictor model = fit(rows, Train(cells[cell]), new FitContext(cells[cell].Seed, cancel) { Threads = threads });
        return new SharedModel(model, seconds + Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private TrainingSet Train(SharedCell cell) => new(features.Head(cell.Rows), cell.Labels);
}
