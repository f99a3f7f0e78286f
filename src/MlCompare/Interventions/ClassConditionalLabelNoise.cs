using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Replaces labels by a random transition matrix T[true, given]: noise at random given the class. The rates of the classes differ by
/// up to a fifth of the level and have the level as their mean; the wrong labels of a class are shared out by a flat Dirichlet draw.
/// Every row of T is dominated by its diagonal, so that the most frequent label stays the right one. Expect harm between that of symmetric and
/// pair noise.
/// </summary>
public sealed class ClassConditionalLabelNoise : LabelNoise
{
    private const double Unevenness = 0.2;

    public override string Id => "label-noise-class-conditional";

    public override string Title => "Label noise, class-conditional";

    /// <summary>0.4: the highest rate of a class is then 0.48, below the half at which its diagonal could lose.</summary>
    public override double MaxLevel(int classCount) => classCount < 2 ? 0 : 0.4;

    /// <summary>T, classes × classes: row the true class, column the label given; rows sum to 1.</summary>
    /// <param name="rng">Gives the same direction of the noise at every level.</param>
    public static double[,] TransitionMatrix(int classCount, double level, Rng rng)
    {
        double[] offsets = [.. Enumerable.Range(0, classCount).Select(_ => rng.NextDouble(-1, 1))];
        double mean = offsets.Average();
        double largest = offsets.Max(offset => Math.Abs(offset - mean));
        double[,] matrix = new double[classCount, classCount];
        for (int k = 0; k < classCount; k++)
        {
            double rate = level * (1 + Unevenness * (largest > 0 ? (offsets[k] - mean) / largest : 0));
            double[] shares = [.. Enumerable.Range(0, classCount).Select(_ => -Math.Log(1 - rng.NextDouble()))];
            double others = shares.Sum() - shares[k];
            for (int j = 0; j < classCount; j++)
            {
                matrix[k, j] = j == k ? 1 - rate : rate * shares[j] / others;
            }
        }

        return matrix;
    }

    protected override Flip Prepare(Block block, double level, Rng rng)
    {
        int classCount = block.TrainTrue.ClassCount;
        double[,] matrix = TransitionMatrix(classCount, level, rng);
        return (_, label, draws) =>
        {
            bool flipped = draws.NextDouble() < 1 - matrix[label, label];
            double direction = draws.NextDouble();
            if (!flipped)
            {
                return label;
            }

            double[] others = new double[classCount];
            for (int j = 0; j < classCount; j++)
            {
                // Divided by the level, so that the shares are the same numbers at every level.
                others[j] = j == label ? 0 : matrix[label, j] / level;
            }

            return Choose(others, direction);
        };
    }
}
