namespace MlCompare.Learners.Targets;

/// <summary>
/// Folds of training rows: every fold has its share of each class, and sizes differ by one row at most. Classes come in the order in
/// which a random order of the rows shows them, so the folds do not depend on how they are coded.
/// </summary>
internal sealed class StratifiedFolds
{
    private readonly int[] foldOf;

    /// <param name="classes">Class of each row; null for regression.</param>
    public StratifiedFolds(int rows, int[]? classes, int folds, Rng rng)
    {
        foldOf = new int[rows];
        int dealt = 0;
        foreach (int row in rng.Permutation(rows).GroupBy(row => classes?[row] ?? 0).SelectMany(group => group))
        {
            foldOf[row] = dealt++ % folds;
        }
    }

    /// <summary>Holds out one fold.</summary>
    public InnerSplit HoldOut(int fold)
    {
        ILookup<bool, int> held = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
        return new InnerSplit([.. held[false]], [.. held[true]]);
    }
}

/// <summary>Training rows to fit on and training rows held out, to choose or stop by; both ascend.</summary>
internal sealed record InnerSplit(int[] Train, int[] Held);
