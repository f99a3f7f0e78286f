namespace MlCompare.Learners.Linear;

/// <summary>Which rows are held out together while the strength of the penalty is chosen.</summary>
internal static class Folds
{
    /// <summary>
    /// The held-out rows of each fold: rows of a class are dealt out in random order, so that every fold has its share of each.
    /// </summary>
    public static int[][] Stratified(LinearTargets targets, int count, Rng rng)
    {
        List<int>[] folds = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        int dealt = 0;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, targets.Rows).GroupBy(targets.Stratum).OrderBy(group => group.Key))
        {
            int[] rows = [.. group];
            rng.Shuffle<int>(rows);
            foreach (int row in rows)
            {
                folds[dealt++ % count].Add(row);
            }
        }

        return [.. folds.Select(fold => fold.Order().ToArray())];
    }

    /// <summary>The rows that are not in <paramref name="heldOut"/> (ascending), ascending.</summary>
    public static int[] Rest(int rows, int[] heldOut)
    {
        int[] rest = new int[rows - heldOut.Length];
        for (int row = 0, next = 0, at = 0; row < rows; row++)
        {
            if (next < heldOut.Length && heldOut[next] == row)
            {
                next++;
            }
            else
            {
                rest[at++] = row;
            }
        }

        return rest;
    }
}
