namespace MlCompare.Learners.Boosting;

/// <summary>What a tree may do.</summary>
/// <param name="MaxLeaves">Leaves a tree.</param>
/// <param name="MaxDepth">Splits from the root to a leaf.</param>
/// <param name="MinRows">Rows a leaf.</param>
/// <param name="MinHessian">Sum of hessians a leaf.</param>
/// <param name="MinGain">A split must gain more.</param>
/// <param name="L2">Added to the sum of hessians of a leaf.</param>
/// <param name="CategoryL2">Added besides for the children of a split on categories, which has more freedom to overfit.</param>
/// <param name="CategorySmoothing">Added to the hessian of a level when levels are sorted.</param>
internal sealed record TreeLimits(
    int MaxLeaves,
    int MaxDepth,
    int MinRows,
    double MinHessian,
    double MinGain,
    double L2,
    double CategoryL2,
    double CategorySmoothing)
{
    /// <summary>Taken off the magnitude of a leaf's sum of gradients.</summary>
    public double L1 { get; init; }

    /// <summary>Binned column → +1 where the tree may only rise with it, −1 where it may only fall; null when all are free.</summary>
    public int[]? Directions { get; init; }

    /// <summary>What bounds the leaves before any split.</summary>
    public Bounds Root { get; init; } = Bounds.None;

    public int Direction(int column) => Directions is null ? 0 : Directions[column];

    /// <summary>The Newton step of a leaf: minimises g·w + (h + L2)·w²/2 + L1·|w| within the bounds.</summary>
    public double Weight(double g, double h, Bounds bounds)
    {
        double free = -Math.CopySign(Math.Max(Math.Abs(g) - L1, 0), g) / (h + L2);
        return bounds.Clip(free);
    }
}

/// <summary>What the leaves below a node may hold (before shrinkage), so that monotone splits above them stay monotone.</summary>
internal readonly record struct Bounds(double Low, double High)
{
    public static readonly Bounds None = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsFree => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High);

    public double Clip(double weight) => Math.Min(Math.Max(weight, Low), High);

    /// <summary>
    /// The bounds of the two children. Below a monotone split, all of the lower side stays under the middle of the two weights and
    /// all of the upper side over it; other splits hand the bounds on.
    /// </summary>
    public (Bounds Left, Bounds Right) Part(int direction, double left, double right)
    {
        double middle = Clip(left / 2 + right / 2);
        return direction switch
        {
            > 0 => (this with { High = middle }, this with { Low = middle }),
            < 0 => (this with { Low = middle }, this with { High = middle }),
            _ => (this, this),
        };
    }
}
