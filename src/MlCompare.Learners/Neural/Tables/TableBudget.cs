using System.Numerics;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>Batches and passes that suit a number of rows, for networks on tables.</summary>
internal static class TableBudget
{
    /// <summary>From 32 to 256 rows, growing with the rows, unless one is given.</summary>
    public static int Batch(int given, int rows) =>
        Math.Min(rows, given > 0 ? given : Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)rows / 96), 32, 256));

    /// <summary>As many passes as give about 2,000 steps, at least 30; of small tables fewer, from 40 on, so that a handful of rows is not worn out.</summary>
    public static int Epochs(int given, int rows, int batch) => given > 0 ? given : Math.Clamp(2000 * batch / rows, 30, 40 + rows / 5);

    /// <summary>√rows / 6: with fewer rows more bins hurt.</summary>
    public static int Bins(int most, int rows) => Math.Min(most, (int)(Math.Sqrt(rows) / 6));
}
