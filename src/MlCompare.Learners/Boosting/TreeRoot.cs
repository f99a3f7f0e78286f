namespace MlCompare.Learners.Boosting;

/// <summary>Where a tree starts, prepared.</summary>
/// <param name="Points">Gradients and hessians of its rows.</param>
/// <param name="Total">Their sums.</param>
/// <param name="Histogram">Theirs, for the columns that the tree may use; null when it has to be built.</param>
internal sealed record TreeRoot(FixedPoint Points, Sums Total, Histogram? Histogram);
