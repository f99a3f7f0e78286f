using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Empirical neural tangent kernel (Jacot et al. 2018): products of the slopes of outputs by the parameters, J(a)·J(b)ᵀ. Under a small step of
/// gradient descent it says how much fitting one row moves another.
/// </summary>
public static class TangentKernel
{
    // Numbers of a block of a Jacobian: 64 MB.
    private const int BlockNumbers = 1 << 24;

    /// <summary>(Rows of a × outputs) × (rows of b × outputs), row-major; symmetric and positive semidefinite of one batch.</summary>
    public static float[] Of(NetworkFunction network, NetworkBatch a, NetworkBatch b, CancellationToken cancel = default) =>
        Of(network, a, b, BlockNumbers, cancel);

    /// <param name="block">Numbers of a block of a Jacobian.</param>
    internal static float[] Of(NetworkFunction network, NetworkBatch a, NetworkBatch b, int block, CancellationToken cancel)
    {
        int outputs = network.OutputCount, width = network.ParameterCount, columns = b.Count * outputs;
        int rows = Math.Max(1, block / Math.Max(1, outputs * width));
        float[] kernel = new float[checked(a.Count * outputs * columns)];
        float[] left = new float[checked(Math.Min(rows, a.Count) * outputs * width)], right = new float[checked(Math.Min(rows, b.Count) * outputs * width)];
        for (int i = 0; i < a.Count; i += rows)
        {
            int high = Math.Min(rows, a.Count - i);
            network.Jacobian(a, i, high, left);
            for (int j = 0; j < b.Count; j += rows)
            {
                cancel.ThrowIfCancellationRequested();
                int wide = Math.Min(rows, b.Count - j);
                network.Jacobian(b, j, wide, right);
                Gemm.Run(
                    false, true, high * outputs, wide * outputs, width, 1, left, width, right, width, 0,
                    kernel.AsSpan(i * outputs * columns + j * outputs), columns, cancel);
            }
        }

        return kernel;
    }
}
