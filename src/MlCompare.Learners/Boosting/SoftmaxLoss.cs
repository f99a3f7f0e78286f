namespace MlCompare.Learners.Boosting;

/// <summary>
/// Log loss of K scores: gradient p − y, hessian K/(K−1) · p (1 − p), the factor that makes K = 2 agree with the binary loss
/// (Friedman 2001, algorithm 6). The normaliser is summed in fixed point: its value does not depend on the order of the classes.
/// </summary>
/// <param name="classes">Row → output, or −1 for none.</param>
internal sealed class SoftmaxLoss(int[] classes, int outputs) : Loss
{
    private const double One = 1L << 50;

    public override int Outputs => outputs;

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
            Probabilities(scores.AsSpan(row * outputs, outputs), p);
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
            ReadOnlySpan<double> s = scores.AsSpan(row * outputs, outputs);
            double max = Max(s);
            sum += Math.Log(Normaliser(s, max)) + max - s[classes[row]];
        }

        return sum / rows.Length;
    }

    /// <summary>The softmax of the scores.</summary>
    public static void Probabilities(ReadOnlySpan<double> scores, Span<double> p)
    {
        double max = Max(scores);
        double normaliser = Normaliser(scores, max);
        for (int k = 0; k < scores.Length; k++)
        {
            p[k] = Math.Min(1, Math.Exp(scores[k] - max) / normaliser);
        }
    }

    private static double Normaliser(ReadOnlySpan<double> scores, double max)
    {
        long sum = 0;
        foreach (double score in scores)
        {
            sum += (long)(Math.Exp(score - max) * One);
        }

        return sum / One;
    }

    private static double Max(ReadOnlySpan<double> scores)
    {
        double max = scores[0];
        foreach (double score in scores)
        {
            max = Math.Max(max, score);
        }

        return max;
    }
}
