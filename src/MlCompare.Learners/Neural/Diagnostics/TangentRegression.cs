using MathNet.Numerics.LinearAlgebra;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Regression with the tangent kernel of a network as it stands. From 0, <c>K_Q·(K + δI)⁻¹·y</c>, it tells whether the kernel that training leaves behind carries what was learned; from
/// the network's own outputs, <c>u_Q + K_Q·(K + δI)⁻¹·(y − u)</c>, it jumps to where training with this kernel would end (Jacot et al. 2018). δ is chosen
/// by leave-one-out errors in closed form, (G⁻¹r)ᵢ / (G⁻¹)ᵢᵢ with G = K + δI.
/// </summary>
/// <param name="Predictions">Test rows × outputs.</param>
/// <param name="Ridge">δ as a multiple of the mean of K's diagonal.</param>
public sealed record TangentRegression(double[] Predictions, double Ridge)
{
    private static readonly double[] Ridges = [.. Enumerable.Range(-7, 9).Select(power => Math.Pow(10, power))];

    /// <param name="targets">Rows × outputs.</param>
    /// <param name="jump">Starts from the network's outputs instead of 0.</param>
    public static TangentRegression Fit(
        NetworkFunction network, NetworkBatch train, IReadOnlyList<double> targets, NetworkBatch test, bool jump = false, CancellationToken cancel = default)
    {
        Matrix<double> kernel = Of(network, train, train, cancel), across = Of(network, test, train, cancel);
        Vector<double> residual = Vector<double>.Build.DenseOfEnumerable(targets);
        Vector<double> start = Vector<double>.Build.Dense(across.RowCount);
        if (jump)
        {
            residual -= SignalChannel.Outputs(network, train);
            start = SignalChannel.Outputs(network, test);
        }

        double scale = kernel.Diagonal().Average();
        var best = Ridges
            .Select(ridge =>
            {
                Matrix<double> inverse = (kernel + Matrix<double>.Build.DenseIdentity(kernel.RowCount) * (ridge * scale)).Inverse();
                Vector<double> weights = inverse * residual;
                return (Ridge: ridge, Weights: weights, Error: weights.PointwiseDivide(inverse.Diagonal()).PointwisePower(2).Average());
            })
            .Where(found => double.IsFinite(found.Error))
            .MinBy(found => found.Error);
        return new TangentRegression([.. start + across * best.Weights], best.Ridge);
    }

    /// <summary>
    /// Share of what training gained over the kernel of the start that the kernel of the end recovers: (risk(K₀) − risk(K_T)) / (risk(K₀) − risk(network)). Null where the network is not
    /// better than K₀.
    /// </summary>
    public static double? RecoveredShare(double firstKernelRisk, double lastKernelRisk, double networkRisk) =>
        firstKernelRisk > networkRisk ? (firstKernelRisk - lastKernelRisk) / (firstKernelRisk - networkRisk) : null;

    /// <summary>Of what training changed, the part that the straight line f₀ + J₀·(w − w₀) misses: |f − line|² / |f − f₀|²; near 0 when training is lazy.</summary>
    public static double LinearisationGap(NetworkFunction before, NetworkFunction after, NetworkBatch rows)
    {
        float[] first = before.Outputs(rows), last = after.Outputs(rows);
        float[] line = before.Along(rows, [.. after.Parameters().Zip(before.Parameters(), (now, then) => now - then)]);
        double missed = 0, moved = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double change = (double)last[i] - first[i];
            missed += (change - line[i]) * (change - line[i]);
            moved += change * change;
        }

        return missed / moved;
    }

    private static Matrix<double> Of(NetworkFunction network, NetworkBatch a, NetworkBatch b, CancellationToken cancel)
    {
        float[] values = TangentKernel.Of(network, a, b, cancel);
        int columns = b.Count * network.OutputCount;
        return Matrix<double>.Build.Dense(a.Count * network.OutputCount, columns, (i, j) => values[i * columns + j]);
    }
}
