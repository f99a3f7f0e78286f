using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Log loss of K scores: gradient p − y, hessian K/(K−1) · p (1 − p), the factor that makes K = 2 agree with the binary loss
/// (Friedman 2001, algorithm 6).
/// </summary>
/// <param name="classes">Row → output.</param>
internal sealed class SoftmaxLoss(int[] classes, int outputs) : Loss
{
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
        double[] p = new double[outputs];
        foreach (int row in rows)
        {
            Softmax.Apply(scores.AsSpan(row * outputs, outputs), 1, p);
            for (int k = 0; k < outputs; k++)
            {
                gradients[k][row] = (float)(classes[row] == k ? p[k] - 1 : p[k]);
                hessians[k][row] = (float)(factor * p[k] * (1 - p[k]));
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
