namespace MlCompare.Learners.Boosting;

/// <summary>Boosting in progress: trees fitted to some rows, scores kept up to date for these and for rows that only watch.</summary>
internal sealed class BoostingRun
{
    private readonly BinnedTable table;
    private readonly Loss loss;
    private readonly BoostingOptions options;
    private readonly int[] train;
    private readonly int[] watch;
    private readonly Rng rng;
    private readonly TreeGrower grower;
    private readonly double[] scores;
    private readonly float[][] gradients;
    private readonly float[][] hessians;
    private readonly int[] columns;
    private readonly List<Tree[]> rounds = [];

    public BoostingRun(
        BinnedTable table, Loss loss, BoostingOptions options, TreeLimits limits, int[] train, int[] watch, Rng rng)
    {
        this.table = table;
        this.loss = loss;
        this.options = options;
        this.train = train;
        this.watch = watch;
        this.rng = rng;
        grower = new TreeGrower(table, limits);
        Start = loss.Start(train);
        scores = new double[table.Count * loss.Outputs];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Start[i % loss.Outputs];
        }

        columns = [.. Enumerable.Range(0, table.Width)];
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
        (int[] rows, int[] others) = Draw(train, options.RowFraction);
        (int[] drawn, _) = Draw(columns, options.ColumnFraction ?? 1);
        int[] followers = others.Length == 0 ? watch : [.. others, .. watch];
        loss.Gradients(scores, rows, gradients, hessians);
        LeafStep? renew = loss.RenewsLeaves ? leaf => loss.LeafStep(leaf, scores) : null;
        Tree[] trees = new Tree[loss.Outputs];
        for (int k = 0; k < trees.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            trees[k] = grower.Grow(rows, gradients[k], hessians[k], drawn, options.LearningRate, Gains, cancel, renew, followers);
            grower.AddTo(scores, trees.Length, k);
        }

        rounds.Add(trees);
    }

    /// <summary>A random part of the items and the rest, in their order (Knuth, volume 2, algorithm 3.4.2 S).</summary>
    private (int[] Taken, int[] Others) Draw(int[] items, double fraction)
    {
        int take = Math.Max(Math.Min(1, items.Length), (int)Math.Round(fraction * items.Length));
        if (take >= items.Length)
        {
            return (items, []);
        }

        int[] taken = new int[take];
        int[] others = new int[items.Length - take];
        int found = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (rng.NextDouble() * (items.Length - i) < take - found)
            {
                taken[found++] = items[i];
            }
            else
            {
                others[i - found] = items[i];
            }
        }

        return (taken, others);
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
