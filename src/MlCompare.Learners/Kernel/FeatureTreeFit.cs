using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Feature machines on the leaves of a tree, for more rows than one exact solution takes: each part is cut in halves at the median of the
/// direction in which its solution changes most, until a part is small enough for a machine of its own (Beaglehole, Holzmüller,
/// Radhakrishnan and Belkin 2025, xRFM). The metric, and whether one is worth it, is learned in each leaf.
/// </summary>
internal sealed class FeatureTreeFit(FeatureMachineOptions options, FitContext context)
{
    // Where values of the direction are tied, a side may be smaller than a half; below this share the part is not cut.
    private const double LeastShare = 0.1;

    /// <summary>The tree, or a single machine where no direction cuts the rows.</summary>
    public IPredictor Run(TrainingSet train)
    {
        FeatureTreeNode root = Grow(train);
        if (root.Leaf is { } single)
        {
            return single;
        }

        int leaves = root.Leaves.Count();
        string remark = FormattableString.Invariant(
            $"{train.Count:N0} rows are more than the exact solution takes ({options.Kernel.ExactRows:N0}): {leaves} machines on the parts of a tree, each of {root.Leaves.Max(leaf => leaf.Rows):N0} rows at most");
        return new FeatureTreePredictor(root, FeatureTreePredictor.SharesOf(train.Labels)) { Remark = remark };
    }

    private FeatureTreeNode Grow(TrainingSet part)
    {
        context.Cancel.ThrowIfCancellationRequested();
        if (part.Count <= options.LeafRows || Cut(part) is not { } split)
        {
            return FeatureTreeNode.Of(new FeatureMachineFit(part, options, context).Run(), part.Count);
        }

        bool[] low = split.IsLow(part.Features);
        return FeatureTreeNode.Of(split, Grow(Select(part, low, true)), Grow(Select(part, low, false)));
    }

    private FeatureSplit? Cut(TrainingSet part)
    {
        if (new FeatureMachineFit(Head(part, options.LearnRows), options, context).Direction() is not { } found)
        {
            return null;
        }

        float[] along = FeatureSplit.Along(found.Encoder, found.Direction, part.Features);
        float[] sorted = [.. along.Order()];
        float median = sorted[sorted.Length / 2];

        // Rows at the median go up, or down where too few are below it.
        foreach (float threshold in (float[])[median, float.BitIncrement(median)])
        {
            int below = along.Count(value => value < threshold);
            if (Math.Min(below, part.Count - below) >= LeastShare * part.Count)
            {
                return new FeatureSplit(found.Encoder, found.Direction, threshold);
            }
        }

        return null;
    }

    private static TrainingSet Head(TrainingSet part, int most) => part.Count <= most
        ? part
        : new TrainingSet(part.Features.Head(most), part.Labels.Select([.. Enumerable.Range(0, most)]));

    private static TrainingSet Select(TrainingSet part, bool[] low, bool side)
    {
        int[] rows = [.. Enumerable.Range(0, part.Count).Where(row => low[row] == side)];
        return new TrainingSet(part.Features.Select(rows), part.Labels.Select(rows));
    }
}
