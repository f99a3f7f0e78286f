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
    double CategorySmoothing);
