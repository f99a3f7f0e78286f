using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Studies;

namespace MlCompare.Torch.Learners;

/// <summary>
/// Versions of the labels of the same rows: each size is encoded once, and all its networks are trained side by side in one graph. What one
/// costs alone cannot be told from that; the study measures it.
/// </summary>
internal sealed class SharedTorchFits : ISharedWork
{
    private readonly Func<int, CancellationToken, NetworkModel[]> train;
    private readonly Dictionary<int, Group> groups = [];
    private readonly IReadOnlyList<SharedCell> cells;

    public SharedTorchFits(INetworkRecipe recipe, TorchOptions options, FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context)
    {
        this.cells = cells;
        foreach (IGrouping<int, int> size in Enumerable.Range(0, cells.Count).GroupBy(cell => cells[cell].Rows))
        {
            groups[size.Key] = new Group([.. size]);
        }

        train = (rows, cancel) =>
        {
            EncodedRows? encoded = null;
            NetworkFit[] fits = [.. groups[rows].Cells.Select(cell =>
            {
                TrainingSet set = new(features.Head(rows), cells[cell].Labels);
                FitContext own = new(cells[cell].Seed, cancel) { Threads = context.Threads };
                return recipe.Prepare(encoded ??= recipe.EncodedRows(set, own), set, own);
            })];
            return TorchFit.Run(fits, options, context.Threads, null, cancel);
        };
    }

    public SharedModel Fit(int cell, CancellationToken cancel)
    {
        int rows = cells[cell].Rows;
        Group group = groups[rows];
        lock (group.Gate)
        {
            // Whoever comes first trains for all; when that is cancelled or fails, the next one tries for itself.
            group.Models ??= train(rows, cancel);
        }

        return new SharedModel(group.Models[Array.IndexOf(group.Cells, cell)], null);
    }

    private sealed class Group(int[] cells)
    {
        public int[] Cells => cells;

        public Lock Gate { get; } = new();

        public NetworkModel[]? Models { get; set; }
    }
}
