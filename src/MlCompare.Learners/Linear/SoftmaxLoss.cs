using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Linear;

/// <summary>Cross-entropy of a softmax over all classes (symmetric: no class is the reference).</summary>
/// <param name="classes">Codes 0 … <paramref name="count"/>−1.</param>
internal sealed class SoftmaxLoss(int[] classes, int count) : ILinearLoss
{
    public int Columns => count;

    public double Curvature => 0.25;

    public float[] Start()
    {
        double[] counts = new double[count];
        foreach (int label in classes)
        {
            counts[label]++;
        }

        // Half a row more a class keeps the logarithm finite when a fold lacks a class.
        return [.. counts.Select(rows => (float)Math.Log((rows + 0.5) / (classes.Length + 0.5 * count)))];
    }

    public double Evaluate(int first, Span<float> scores)
    {
        double loss = 0;
        Span<double> probabilities = count <= 256 ? stackalloc double[count] : new double[count];
        for (int i = 0; i * count < scores.Length; i++)
        {
            Span<float> row = scores.Slice(i * count, count);
            int label = classes[first + i];
            loss += Softmax.Apply<float>(row, 1, probabilities) - row[label];
            for (int k = 0; k < count; k++)
            {
                row[k] = (float)probabilities[k];
            }

            row[label] -= 1;
        }

        return loss;
    }
}
