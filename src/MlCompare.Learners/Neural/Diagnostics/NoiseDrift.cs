using MathNet.Numerics;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Drift against diffusion where the noise of the targets is known: along a path of stochastic gradient descent on half the squared error, the lengths of the
/// summed part of the steps that the noise makes, |Σ η·Jᵀε/b|, and of the rest, |Σ η·Jᵀ(f − y)/b|, y without noise. Gradients are linear in the targets, so that
/// the two parts add up to the path. Noise that is new at every step diffuses (exponent ½); noise that comes again on the same rows drifts (1) until it is
/// fitted (both checked on a linear network).
/// </summary>
/// <param name="Steps">From <see cref="First"/> on, doubling.</param>
/// <param name="Noise">Length of the noise's part after each.</param>
/// <param name="Rest">Length of the other.</param>
public sealed record NoiseDrift(IReadOnlyList<int> Steps, IReadOnlyList<double> Noise, IReadOnlyList<double> Rest)
{
    /// <summary>Earlier steps are too few to grow by a law.</summary>
    public const int First = 64;

    /// <summary>Slope of ln length on ln steps.</summary>
    public double NoiseExponent => Exponent(Noise);

    public double RestExponent => Exponent(Rest);

    /// <param name="batch">Rows of a step with their targets without noise and the noise on them; one output.</param>
    public static NoiseDrift Follow(
        NetworkFunction network, Func<int, (NetworkBatch Rows, double[] Clean, double[] Noise)> batch, double rate, int steps, CancellationToken cancel = default)
    {
        double[] noisePath = new double[network.ParameterCount], restPath = new double[network.ParameterCount];
        float[] weights = network.Parameters();
        List<int> at = [];
        List<double> noises = [], rests = [];
        for (int step = 1; step <= steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            (NetworkBatch rows, double[] clean, double[] noise) = batch(step);
            double share = rate / rows.Count;
            float[] outputs = network.Outputs(rows);
            float[] byNoise = network.Gradient(rows, [.. noise.Select(e => (float)(-share * e))]);
            float[] byRest = network.Gradient(rows, [.. outputs.Zip(clean, (f, y) => (float)(share * (f - y)))]);
            for (int p = 0; p < weights.Length; p++)
            {
                noisePath[p] += byNoise[p];
                restPath[p] += byRest[p];
                weights[p] -= byNoise[p] + byRest[p];
            }

            network = network.With(weights);
            if (step >= First && (step & (step - 1)) == 0)
            {
                at.Add(step);
                noises.Add(Length(noisePath));
                rests.Add(Length(restPath));
            }
        }

        return new NoiseDrift(at, noises, rests);
    }

    private double Exponent(IReadOnlyList<double> lengths) => Fit.Line([.. Steps.Select(step => Math.Log(step))], [.. lengths.Select(length => Math.Log(length))]).B;

    private static double Length(double[] path) => Math.Sqrt(path.Sum(value => value * value));
}
