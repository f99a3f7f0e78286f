using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Boosting;

/// <summary>Boosting in progress: trees fitted to some rows, scores kept up to date for these and for rows that only watch.</summary>
internal sealed class BoostingRun
{
    /// <summary>Rows whose gradients are one thread's work: a few hundred microseconds.</summary>
    private const int GradientBlock = 1 << 14;

    private readonly BinnedTable table;
    private readonly Loss loss;
    private readonly BoostingOptions options;
    private readonly int[] train;
    private readonly int[] watch;
    private readonly Rng rng;
    private readonly int threads;
    private readonly TreeGrower grower;
    private readonly double[] scores;
    private readonly float[][] gradients;
    private readonly float[][] hessians;
    private readonly int[] columns;

    /// <summary>Rows of the round that a tree grows on, then those that follow it, the watching ones last.</summary>
    private readonly int[] order;
    private readonly int[] drawn;
    private readonly List<Tree[]> rounds = [];

    public BoostingRun(
        BinnedTable table, Loss loss, BoostingOptions options, TreeLimits limits, int[] train, int[] watch, Rng rng, int threads = 1)
    {
        this.table = table;
        this.loss = loss;
        this.options = options;
        this.train = train;
        this.watch = watch;
        this.rng = rng;
        this.threads = threads;
        grower = new TreeGrower(table, limits, threads);
        Start = loss.Start(train);
        scores = new double[table.Count * loss.Outputs];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Start[i % loss.Outputs];
        }

        columns = [.. Enumerable.Range(0, table.Width)];
        drawn = new int[table.Width];
        order = [.. train, .. watch];
        gradients = NewRows();
        hessians = NewRows();
        Gains = new double[table.Width];
    }

    /// <summary>Score before the first tree, one an output.</summary>
    public double[] Start { get; }

    /// <summary>Round → output → tree.</summary>
    public IReadOnlyList<Tree[]> Rounds => rounds;

    /// <summary>Binned column → total gain of its splits.</summary>
    public double[] Gains { get; }

    /// <summary>Mean loss of the rows that watch.</summary>
    public double WatchLoss => loss.Mean(scores, watch);

    /// <summary>Mean loss of the rows trained on.</summary>
    public double TrainLoss => loss.Mean(scores, train);

    /// <summary>Adds one tree an output. All trees of a round see the same rows and columns, whatever the order of the outputs.</summary>
    public void Step(CancellationToken cancel)
    {
        int grown = Draw(train, options.RowFraction, order);
        int picked = Draw(columns, options.ColumnFraction ?? 1, drawn);
        ReadOnlySpan<int> rows = order.AsSpan(0, grown);
        int[] used = picked == columns.Length ? columns : drawn[..picked];
        int blocks = (grown + GradientBlock - 1) / GradientBlock;
        Stripes.Run(blocks, threads, cancel, block => loss.Gradients(
            scores, order.AsSpan(block * GradientBlock, Math.Min(GradientBlock, grown - block * GradientBlock)), gradients, hessians));
        LeafStep? renew = loss.RenewsLeaves ? leaf => loss.LeafStep(leaf, scores) : null;
        Tree[] trees = new Tree[loss.Outputs];
        TreeRoot[] roots = [];
        for (int k = 0, first = 0; k < trees.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            if (k == first + roots.Length)
            {
                roots = grower.Roots(rows, gradients.AsSpan(k), hessians.AsSpan(k), used);
                first = k;
            }

            trees[k] = grower.Grow(
                rows, gradients[k], hessians[k], used, options.LearningRate!.Value, Gains, cancel, renew, order.AsSpan(grown),
                k < first + roots.Length ? roots[k - first] : null);
            grower.AddTo(scores, trees.Length, k);
        }

        rounds.Add(trees);
    }

    /// <summary>
    /// Puts a random part of the items in front and the rest behind it, both in their order (Knuth, volume 2, algorithm 3.4.2 S), and
    /// returns the size of the part.
    /// </summary>
    private int Draw(int[] items, double fraction, int[] target)
    {
        int take = Math.Max(Math.Min(1, items.Length), (int)Math.Round(fraction * items.Length));
        if (take >= items.Length)
        {
            items.CopyTo(target, 0);
            return items.Length;
        }

        int found = 0;
        for (int i = 0; i < items.Length; i++)
        {
            bool isTaken = rng.NextDouble() * (items.Length - i) < take - found;
            target[isTaken ? found : take + i - found] = items[i];
            found += isTaken ? 1 : 0;
        }

        return take;
    }

    private float[][] NewRows()
    {
        float[][] all = new float[loss.Outputs][];
        for (int k = 0; k < all.Length; k++)
        {
            all[k] = new float[table.Count];
        }

        return all;
    }
}
