using MlCompare.Data;
using MlCompare.Theory;

namespace MlCompare.Profiles;

/// <summary>
/// Alignment of a Gaussian kernel (bandwidth: median distance) with the labels (<see cref="LabelAlignment"/>): how much of the labels is alike where rows are alike.
/// </summary>
/// <param name="Alignment">In [0, 1].</param>
/// <param name="PValue">Share of 199 shuffles of the labels, and the labels as they are, that align at least as well.</param>
public sealed record KernelAlignment(double Alignment, double PValue)
{
    /// <summary>
    /// Alignment is found when at most one shuffle in fifty reaches it: the test is exact, so that its level is its rate of false findings, and at one in twenty
    /// two hundred draws without any relation would hold more than ten false ones as often as not.
    /// </summary>
    public const double Level = 0.02;

    /// <summary>Whether rows that are alike are shown to have labels that are.</summary>
    public bool IsFound => PValue <= Level;

    internal static KernelAlignment Of(float[] rows, int width, Labels labels, Rng rng)
    {
        LabelAlignment found = LabelAlignment.Of(Gaussian(rows, width, rows.Length / width), labels, rng);
        return new KernelAlignment(found.Alignment, found.PValue);
    }

    private static double[] Gaussian(float[] rows, int width, int n)
    {
        double[] squared = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                for (int k = 0; k < width; k++)
                {
                    double difference = (double)rows[i * width + k] - rows[j * width + k];
                    sum += difference * difference;
                }

                squared[i * n + j] = squared[j * n + i] = sum;
            }
        }

        double[] sorted = [.. squared.Where(value => value > 0).Order()];
        double median = sorted.Length > 0 ? sorted[sorted.Length / 2] : 1;
        return [.. squared.Select(value => Math.Exp(-value / (2 * median)))];
    }
}
