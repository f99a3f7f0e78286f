using MlCompare.Data;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>A small network trained by AdamW far past the point where it knows a table's rows by heart, and whether it grokked (<see cref="GrokkingRun"/>).</summary>
public sealed class TableGrokking : IInstrument
{
    private const int Width = 64, Epochs = 220, Every = 4, TestCount = 1000;

    private static readonly TrainingSpec Plan = new() { Epochs = Epochs, BatchSize = 64, LearningRate = 0.01, WeightDecay = 0.1, Schedule = RateSchedule.Constant };

    public string Id => "table-grokking";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Block block = bench.Block(cell);
        ulong seed = LedgerBench.Seed(cell);
        NetworkFunction start = NetworkFunction.Create(GrokkingRun.Network(block.TestFeatures.Width, Width, block.TestLabels.ClassCount), seed);
        return GrokkingRun.Follow(
            start, (Of(block.Train.Features), block.Train.Labels), (Of(block.TestFeatures.Head(TestCount)), block.TestLabels.Head(TestCount)), Plan, Every, seed, (_, _) => { }, cancel);
    }

    private static NetworkBatch Of(FeatureTable features)
    {
        float[][] columns = [.. features.Columns.Select(column => ((NumericColumn)column).Values)];
        return NetworkBatch.OfNumbers(columns.Length, [.. Enumerable.Range(0, features.Count).SelectMany(row => columns.Select(values => values[row]))]);
    }
}
