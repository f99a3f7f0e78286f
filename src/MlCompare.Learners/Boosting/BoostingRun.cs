namespace MlCompare.Learners.Boosting;

/// <summary>Boosting in progress: trees fitted to some rows, scores kept up to date for these and for rows that only watch.</summary>
internal sealed class BoostingRun
{
    private readonly EncodedRows encoded;
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
    private readonly List<Tree[]> rounds = [];

    public BoostingRun(
        EncodedRows encoded, BinnedTable table, Loss loss, BoostingOptions options, TreeLimits limits, int[] train, int[] watch, Rng rng)
    {
        this.encoded = encoded;
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
        loss.Gradients(scores, train, gradients, hessians);
        int[] rows = Sample(train, options.RowFraction);
        int[] columns = Sample([.. Enumerable.Range(0, table.Width)], options.ColumnFraction ?? 1);
        LeafStep? renew = loss.RenewsLeaves ? leaf => loss.LeafStep(leaf, scores) : null;
        bool sampled = rows.Length < train.Length;
        Tree[] trees = new Tree[loss.Outputs];
        for (int k = 0; k < trees.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            trees[k] = grower.Grow(rows, gradients[k], hessians[k], columns, options.LearningRate, Gains, cancel, renew);
            if (!sampled)
            {
                grower.AddTo(scores, trees.Length, k);
            }
        }

        Add(trees, watch);
        if (sampled)
        {
            Add(trees, train);
        }

        rounds.Add(trees);
    }

    private void Add(Tree[] trees, int[] rows)
    {
        foreach (int row in rows)
        {
            ReadOnlySpan<float> values = encoded.Row(row);
            for (int k = 0; k < trees.Length; k++)
            {
                scores[row * trees.Length + k] += trees[k].Value(values);
            }
        }
    }

    /// <summary>A random part of the items, in their order.</summary>
    private int[] Sample(int[] items, double fraction)
    {
        int take = Math.Max(Math.Min(1, items.Length), (int)Math.Round(fraction * items.Length));
        if (take >= items.Length)
        {
            return items;
        }

        int[] order = rng.Permutation(items.Length);
        Array.Sort(order, 0, take);
        int[] sample = new int[take];
        for (int i = 0; i < take; i++)
        {
            sample[i] = items[order[i]];
        }

        return sample;
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
