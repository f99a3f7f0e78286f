namespace MlCompare.Studies;

/// <summary>
/// Holds the blocks that trials in progress need: one base block per data set and replicate, one block per cell; each is built once,
/// by whoever comes first, and let go when its last trial has ended. A cell without open trials (a group of trials that share work
/// wants it all the same) is built for the asking.
/// </summary>
internal sealed class BlockCache
{
    private readonly IReadOnlyList<BlockFactory> factories;
    private readonly Dictionary<string, (Lazy<Block> Block, int Left)> cells = [];
    private readonly Dictionary<(int Set, int Replicate), (Lazy<Block> Block, int Left)> bases = [];
    private readonly Lock gate = new();

    /// <param name="plan">All trials: a base block is the same whichever of its trials are still open.</param>
    /// <param name="trials">The open ones.</param>
    public BlockCache(IReadOnlyList<BlockFactory> factories, IReadOnlyList<TrialPlan> plan, IReadOnlyList<TrialPlan> trials)
    {
        this.factories = factories;
        Dictionary<int, int> maxRows = plan.GroupBy(trial => trial.Set).ToDictionary(set => set.Key, set => set.Max(trial => trial.Rows));
        foreach (IGrouping<(int Set, int Replicate), TrialPlan> group in trials.GroupBy(trial => (trial.Set, trial.Replicate)))
        {
            bases[group.Key] = (new Lazy<Block>(() => factories[group.Key.Set].Base(group.Key.Replicate, maxRows[group.Key.Set])), group.Count());
        }

        foreach (IGrouping<string, TrialPlan> group in trials.GroupBy(trial => trial.Cell))
        {
            TrialPlan first = group.First();
            cells[group.Key] = (new Lazy<Block>(() => Build(first)), group.Count());
        }
    }

    public Block Get(TrialPlan trial)
    {
        Lazy<Block>? lazy;
        lock (gate)
        {
            lazy = cells.GetValueOrDefault(trial.Cell).Block;
        }

        return lazy?.Value ?? Build(trial);
    }

    public void Release(TrialPlan trial)
    {
        lock (gate)
        {
            Count(cells, trial.Cell);
            Count(bases, (trial.Set, trial.Replicate));
        }
    }

    private static void Count<TKey>(Dictionary<TKey, (Lazy<Block> Block, int Left)> blocks, TKey key)
        where TKey : notnull
    {
        (Lazy<Block> block, int left) = blocks[key];
        if (left == 1)
        {
            blocks.Remove(key);
        }
        else
        {
            blocks[key] = (block, left - 1);
        }
    }

    private Block Build(TrialPlan trial)
    {
        Lazy<Block> source;
        lock (gate)
        {
            source = bases[(trial.Set, trial.Replicate)].Block;
        }

        return factories[trial.Set].Apply(source.Value, trial.Conditions, trial.Replicate);
    }
}
