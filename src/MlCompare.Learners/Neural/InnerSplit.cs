namespace MlCompare.Learners.Neural;

/// <summary>Rows to train on and rows held out, to stop by; both ascend.</summary>
internal sealed record InnerSplit(int[] Train, int[] Held)
{
    /// <summary>
    /// Deals the rows into folds of equal size, shuffled, classes in turn so that each fold has its share of each; split i holds out
    /// fold i.
    /// </summary>
    /// <param name="classes">Class of each row, or null for regression.</param>
    public static InnerSplit[] Deal(int rows, int[]? classes, int folds, int splits, Rng rng)
    {
        int[] order = rng.Permutation(rows);
        if (classes is not null)
        {
            // OrderBy is stable: shuffled within a class.
            order = [.. order.OrderBy(row => classes[row])];
        }

        int[] fold = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            fold[order[i]] = i % folds;
        }

        int[] all = [.. Enumerable.Range(0, rows)];
        return [.. Enumerable.Range(0, splits).Select(split => new InnerSplit(
            [.. all.Where(row => fold[row] != split % folds)], [.. all.Where(row => fold[row] == split % folds)]))];
    }
}
