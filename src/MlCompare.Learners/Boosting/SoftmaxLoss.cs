using System.Numerics.Tensors;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Log loss of K scores: gradient p − y, hessian K/(K−1) · p (1 − p), the factor that makes K = 2 agree with the binary loss
/// (Friedman 2001, algorithm 6).
/// </summary>
/// <param name="classes">Row → output.</param>
internal sealed class SoftmaxLoss(int[] classes, int outputs) : Loss
{
    /// <summary>Taken at once.</summary>
    private const int Exponentials = 1024;

    public override int Outputs => outputs;

    public override double Target(int row, int output) => classes[row] == output ? 1 : 0;

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        double[] counts = new double[outputs];
        Array.Fill(counts, 0.5);
        foreach (int row in rows)
        {
            counts[classes[row]]++;
        }

        return [.. counts.Select(count => Math.Log(count))];
    }

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        double factor = outputs / (outputs - 1.0);
        int block = Math.Max(1, Exponentials / outputs);
        double[] exponentials = new double[block * outputs];
        for (; rows.Length > 0; rows = rows[Math.Min(block, rows.Length)..])
        {
            ReadOnlySpan<int> some = rows[..Math.Min(block, rows.Length)];
            Span<double> all = exponentials.AsSpan(0, some.Length * outputs);
            for (int i = 0; i < some.Length; i++)
            {
                ReadOnlySpan<double> own = scores.AsSpan(some[i] * outputs, outputs);
                TensorPrimitives.Subtract(own, TensorPrimitives.Max(own), all.Slice(i * outputs, outputs));
            }

            TensorPrimitives.Exp(all, all);
            for (int i = 0; i < some.Length; i++)
            {
                int row = some[i];
                ReadOnlySpan<double> own = all.Slice(i * outputs, outputs);
                double perSum = 1 / TensorPrimitives.Sum(own);
                for (int k = 0; k < own.Length; k++)
                {
                    double p = own[k] * perSum;
                    gradients[k][row] = (float)(classes[row] == k ? p - 1 : p);
                    hessians[k][row] = (float)(factor * p * (1 - p));
                }
            }
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<double> own = scores.AsSpan(row * outputs, outputs);
            sum += Softmax.LogNormaliser(own, 1) - own[classes[row]];
        }

        return sum / rows.Length;
    }
}
