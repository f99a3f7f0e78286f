namespace MlCompare.Learners.Boosting;

/// <summary>
/// Rows that fit and rows that watch, for the choice of the number of rounds. Stratified by class; every row draws a number and
/// the classes are parted by these numbers, so the folds don't depend on how the classes are coded.
/// </summary>
internal static class InnerFolds
{
    /// <summary>Row → fold 0 … <paramref name="folds"/>−1.</summary>
    /// <param name="classes">Row → class; null for regression.</param>
    public static int[] Assign(int count, int[]? classes, int folds, Rng rng)
    {
        int[] order = rng.Permutation(count);
        int[] fold = new int[count];
        Dictionary<int, int> seen = [];
        int start = 0;
        foreach (int row in order)
        {
            int stratum = classes?[row] ?? 0;
            if (!seen.TryGetValue(stratum, out int rank))
            {
                // Small classes would all begin in fold 0; the start moves on as classes turn up in the drawn order.
                rank = start++;
            }

            fold[row] = rank % folds;
            seen[stratum] = rank + 1;
        }

        return fold;
    }
}
