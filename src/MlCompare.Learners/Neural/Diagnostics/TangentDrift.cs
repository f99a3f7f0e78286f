using MlCompare.Data;
using MlCompare.Theory;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// How far training moved the tangent kernel K of a network, and whether towards the labels. Lazy training leaves it in place, where the network is kernel regression with
/// K(0) (Jacot et al. 2018; Chizat et al. 2019); below 0.1 of drift counts as lazy by convention.
/// </summary>
/// <param name="Drift">|K(t) − K(0)| / |K(0)|, Frobenius norms.</param>
/// <param name="Distance">1 − ⟨K(t), K(0)⟩ / (|K(t)|·|K(0)|): turning without growth.</param>
/// <param name="Before">Centred alignment of K(0) with the labels (<see cref="LabelAlignment"/>).</param>
/// <param name="After">Of K(t).</param>
public sealed record TangentDrift(double Drift, double Distance, LabelAlignment Before, LabelAlignment After)
{
    public bool IsLazy => Drift < 0.1;

    /// <summary>What training added to the alignment.</summary>
    public double Gain => After.Alignment - Before.Alignment;

    /// <param name="rows">Some hundred; the kernel of a row pair is the sum over the outputs.</param>
    public static TangentDrift Of(NetworkFunction before, NetworkFunction after, NetworkBatch rows, Labels labels, ulong seed = 1, CancellationToken cancel = default)
    {
        double[] first = Kernel(before, rows, cancel), last = Kernel(after, rows, cancel);
        double start = Norm(first), end = Norm(last);
        return new TangentDrift(
            Norm([.. last.Zip(first, (a, b) => a - b)]) / start,
            1 - last.Zip(first, (a, b) => a * b).Sum() / (start * end),
            LabelAlignment.Of(first, labels, new Rng(seed)),
            LabelAlignment.Of(last, labels, new Rng(seed)));
    }

    /// <summary>Rows × rows: Σ over outputs of ⟨∂f(a), ∂f(b)⟩.</summary>
    private static double[] Kernel(NetworkFunction network, NetworkBatch rows, CancellationToken cancel)
    {
        float[] all = TangentKernel.Of(network, rows, rows, cancel);
        int n = rows.Count, k = network.OutputCount;
        double[] kernel = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int output = 0; output < k; output++)
                {
                    kernel[i * n + j] += all[(i * k + output) * n * k + j * k + output];
                }
            }
        }

        return kernel;
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
