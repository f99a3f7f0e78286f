using MlCompare.Data;

namespace MlCompare.Profiles;

/// <summary>
/// Centred alignment of a Gaussian kernel (bandwidth: median distance) with the labels, ⟨HKH, YYᵀ⟩ / (‖HKH‖ ‖YYᵀ‖) with Y centred (Cortes, Mohri and
/// Rostamizadeh 2012): how much of the labels is alike where rows are alike.
/// </summary>
/// <param name="Alignment">In [0, 1].</param>
/// <param name="PValue">Share of 199 shuffles of the labels, and the labels as they are, that align at least as well.</param>
public sealed record KernelAlignment(double Alignment, double PValue)
{
    private const int Shuffles = 199;

    internal static KernelAlignment Of(float[] rows, int width, Labels labels, Rng rng)
    {
        int n = rows.Length / width;
        double[] kernel = Centred(Gaussian(rows, width, n), n);
        int outputs = Math.Max(1, labels.ClassCount);
        double[] targets = new double[n * outputs];
        for (int row = 0; row < n; row++)
        {
            targets[row * outputs + (labels.Task == TaskKind.Regression ? 0 : labels.Classes[row])] = labels.Task == TaskKind.Regression ? labels.Values[row] : 1;
        }

        for (int k = 0; k < outputs; k++)
        {
            double mean = Enumerable.Range(0, n).Average(row => targets[row * outputs + k]);
            for (int row = 0; row < n; row++)
            {
                targets[row * outputs + k] -= mean;
            }
        }

        // ‖YYᵀ‖ = ‖YᵀY‖.
        double norm = 0;
        for (int a = 0; a < outputs; a++)
        {
            for (int b = 0; b < outputs; b++)
            {
                double product = Enumerable.Range(0, n).Sum(row => targets[row * outputs + a] * targets[row * outputs + b]);
                norm += product * product;
            }
        }

        double scale = Math.Sqrt(kernel.Sum(value => value * value) * norm);
        int[] order = [.. Enumerable.Range(0, n)];
        double own = Product(kernel, targets, order, n, outputs);
        int atLeast = 1;
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            rng.Shuffle<int>(order);
            atLeast += Product(kernel, targets, order, n, outputs) >= own ? 1 : 0;
        }

        return new KernelAlignment(scale > 0 ? own / scale : 0, atLeast / (double)(Shuffles + 1));
    }

    /// <summary>Σ over pairs of K(i, j) ⟨y(i), y(j)⟩ with the labels in another order.</summary>
    private static double Product(double[] kernel, double[] targets, int[] order, int n, int outputs)
    {
        double[] moved = new double[n * outputs];
        for (int row = 0; row < n; row++)
        {
            targets.AsSpan(order[row] * outputs, outputs).CopyTo(moved.AsSpan(row * outputs));
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double alike = 0;
                for (int k = 0; k < outputs; k++)
                {
                    alike += moved[i * outputs + k] * moved[j * outputs + k];
                }

                sum += kernel[i * n + j] * alike;
            }
        }

        return sum;
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

    private static double[] Centred(double[] kernel, int n)
    {
        double[] means = [.. Enumerable.Range(0, n).Select(i => kernel.AsSpan(i * n, n).ToArray().Average())];
        double all = means.Average();
        return [.. kernel.Select((value, i) => value - means[i / n] - means[i % n] + all)];
    }
}
