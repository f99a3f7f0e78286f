namespace MlCompare.Learners.Forest;

/// <summary>
/// What a node knows of its rows' targets, in total, by slot (rows of one bin) and for the slots that have been moved to the left.
/// Weights count how often a row was drawn.
/// </summary>
internal interface ITally
{
    /// <summary>Sums over all rows of the node; true when their targets are all alike.</summary>
    bool Begin(ReadOnlySpan<int> rows, byte[] weights);

    void Clear(int slot);

    void Put(int slot, int row, int weight);

    /// <summary>Nothing on the left.</summary>
    void StartScan();

    void MoveLeft(int slot);

    /// <summary>Weighted sum of squared sums over both sides: the larger, the purer the children.</summary>
    double Score();

    /// <summary>The same of the node unsplit.</summary>
    double Unsplit();

    /// <summary>Orders the levels of a category, so that the best of all ways to part them is a cut in that order.</summary>
    double Key(int slot);

    /// <summary>Appends a leaf that answers for the node.</summary>
    void AddLeaf(ForestLeaves leaves);
}
