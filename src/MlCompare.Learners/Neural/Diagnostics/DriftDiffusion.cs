using MathNet.Numerics;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Drift against diffusion of stochastic gradient descent on squared loss: the weights drift by S(T) = |Σ η·μ_t|, μ the gradient on all rows, and diffuse by N(T) = (Σ η²·tr Σ_t/b)^½, the noise of
/// the batches. Two halves g_a, g_b of a batch give both without bias: ⟨g_a, g_b⟩ of |μ|², |g_a − g_b|²/4 of tr Σ/b (checked on planted gradients). Theory has S ~ T and N ~ T^½ while the signal lasts.
/// </summary>
/// <param name="Drift">S after each step.</param>
/// <param name="Diffusion">N after each step.</param>
/// <param name="Signal">⟨g_a, g_b⟩ of each step.</param>
public sealed record DriftDiffusion(IReadOnlyList<double> Drift, IReadOnlyList<double> Diffusion, IReadOnlyList<double> Signal, NetworkFunction Trained)
{
    /// <summary>Slope of ln S on ln T.</summary>
    public double DriftExponent => Exponent(Drift);

    public double DiffusionExponent => Exponent(Diffusion);

    /// <param name="targets">Rows × outputs.</param>
    /// <param name="batch">Rows of a step, an even number, without replacement.</param>
    public static DriftDiffusion Follow(
        NetworkFunction network, NetworkBatch rows, IReadOnlyList<double> targets, double rate, int batch, int steps, ulong seed, CancellationToken cancel = default)
    {
        if (batch < 2 || batch % 2 == 1 || batch > rows.Count)
        {
            throw new ArgumentException($"a batch of {batch} has no two halves among {rows.Count} rows", nameof(batch));
        }

        int width = network.ParameterCount, outputs = network.OutputCount;
        double[] path = new double[width];
        double noise = 0;
        List<double> drift = [], diffusion = [], signal = [];
        Rng rng = new(seed);
        for (int step = 0; step < steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            float[] now = network.Outputs(rows);
            float[] all = network.Gradients(rows, [.. now.Select((value, i) => (float)(value - targets[i]))]);
            int[] drawn = rng.Permutation(rows.Count)[..batch];
            double[] whole = Mean(all, width, [.. Enumerable.Range(0, rows.Count)]);
            (double agree, double spread, double[] mean) = Halves(Mean(all, width, drawn[..(batch / 2)]), Mean(all, width, drawn[(batch / 2)..]));
            for (int p = 0; p < width; p++)
            {
                path[p] += rate * whole[p];
            }

            noise += rate * rate * spread;
            drift.Add(Math.Sqrt(path.Sum(value => value * value)));
            diffusion.Add(Math.Sqrt(noise));
            signal.Add(agree);
            network = network.With([.. network.Parameters().Zip(mean, (weight, slope) => (float)(weight - rate * slope))]);
        }

        return new DriftDiffusion(drift, diffusion, signal, network);
    }

    /// <summary>⟨a, b⟩, |a − b|²/4, and their mean.</summary>
    internal static (double Signal, double Spread, double[] Mean) Halves(double[] a, double[] b) => (
        a.Zip(b, (x, y) => x * y).Sum(), a.Zip(b, (x, y) => (x - y) * (x - y)).Sum() / 4, [.. a.Zip(b, (x, y) => (x + y) / 2)]);

    private static double[] Mean(float[] gradients, int width, int[] rows)
    {
        double[] mean = new double[width];
        foreach (int row in rows)
        {
            for (int p = 0; p < width; p++)
            {
                mean[p] += (double)gradients[row * width + p] / rows.Length;
            }
        }

        return mean;
    }

    private static double Exponent(IReadOnlyList<double> curve) =>
        Fit.Line([.. curve.Select((_, i) => Math.Log(i + 1.0))], [.. curve.Select(value => Math.Log(value))]).B;
}
