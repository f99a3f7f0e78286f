using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Spread of a Gaussian process at rows it was not given, in units of its prior: √(1 + ridge − kᵀ·(K + ridge·I)⁻¹·k) with the first rows of
/// the model only, so that it is at most a little too wide where these know less than all (Rasmussen and Williams 2006, section 2.2).
/// </summary>
internal sealed class PosteriorSpread
{
    // A factor of this size takes a hundredth of a second, so that none has to be kept in model files.
    private const int MostRows = 1000;

    private const int BlockRows = 128;

    private readonly KernelRows rows;
    private readonly KernelChoice choice;
    private readonly int known;
    private readonly KernelSystem system;

    /// <param name="known">First rows to go by; at most a thousand are taken.</param>
    public PosteriorSpread(KernelRows rows, int known, KernelChoice choice, CancellationToken cancel)
    {
        (this.rows, this.choice, this.known) = (rows, choice, Math.Min(known, MostRows));
        system = new KernelSystem(this.known, 1, cancel);
        system.Fill(rows, this.known, choice.Form, choice.Multiple);
        for (double ridge = choice.Ridge; system.Factor(this.known, ridge) < this.known; ridge *= 10)
        {
        }
    }

    /// <summary>Of some rows of <paramref name="queries"/>.</summary>
    public double[] At(KernelRows queries, int first, int count)
    {
        double[] spread = new double[count];
        float[] kernel = new float[BlockRows * known];
        for (int at = 0; at < count; at += BlockRows)
        {
            int size = Math.Min(BlockRows, count - at);
            rows.Values(queries, first + at, size, 0, known, choice.Form, choice.Multiple, kernel, known);
            float[] turned = new float[known * size];
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < known; j++)
                {
                    turned[j * size + i] = kernel[i * known + j];
                }
            }

            Cholesky.SolveLower(system.Matrix, known, known, turned, size, size);
            for (int i = 0; i < size; i++)
            {
                double left = 1 + choice.Ridge;
                for (int j = 0; j < known; j++)
                {
                    left -= (double)turned[j * size + i] * turned[j * size + i];
                }

                // Noise of one row is there in any case.
                spread[at + i] = Math.Sqrt(Math.Max(left, choice.Ridge));
            }
        }

        return spread;
    }

    /// <summary>
    /// Leave-one-out misses of the last rows in units of their spread, ascending, of rows that the spread does not go by; at most a
    /// thousand, none where there are too few rows.
    /// </summary>
    /// <param name="scores">Leave-one-out scores of the last rows.</param>
    public static float[] Misses(KernelRows rows, KernelTargets targets, double[] scores, KernelChoice choice, CancellationToken cancel)
    {
        int count = targets.Count, half = count / 2, judged = Math.Min(Math.Min(scores.Length, MostRows), count - half);
        if (half == 0)
        {
            return [];
        }

        double[] spread = new PosteriorSpread(rows, half, choice, cancel).At(rows, count - judged, judged);
        return [.. Enumerable.Range(0, judged)
            .Select(i => (float)(Math.Abs(scores[scores.Length - judged + i] - targets.Values[count - judged + i]) / spread[i])).Order()];
    }
}
