using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;

namespace MlCompare.Theory;

/// <summary>
/// Centred alignment of any kernel with labels, ⟨HKH, YYᵀ⟩ / (|HKH|·|YYᵀ|) with Y centred, class indicators for classes (Cortes, Mohri and Rostamizadeh 2012; formula
/// re-read in two public sources; checked: 1 for the kernel of the labels themselves, 0 on average for labels by chance).
/// </summary>
/// <param name="Alignment">In [0, 1] for positive semidefinite kernels.</param>
/// <param name="PValue">Share of 199 shuffles of the labels, and the labels as they are, that align at least as well.</param>
public sealed record LabelAlignment(double Alignment, double PValue)
{
    private const int Shuffles = 199;

    /// <param name="kernel">Rows × rows, row-major.</param>
    public static LabelAlignment Of(double[] kernel, Labels labels, Rng rng)
    {
        int n = labels.Count, outputs = Math.Max(1, labels.ClassCount);
        Matrix<double> k = Matrix<double>.Build.Dense(n, n, (i, j) => kernel[i * n + j]);
        Vector<double> means = k.RowSums() / n;
        double all = means.Average();
        k.MapIndexedInplace((i, j, value) => value - means[i] - means[j] + all, Zeros.Include);
        Matrix<double> y = Matrix<double>.Build.Dense(n, outputs, (i, c) => labels.Task == TaskKind.Regression ? labels.Values[i] : labels.Classes[i] == c ? 1 : 0);
        for (int c = 0; c < outputs; c++)
        {
            y.SetColumn(c, y.Column(c) - y.Column(c).Average());
        }

        double own = Product(k, y), scale = k.FrobeniusNorm() * y.TransposeThisAndMultiply(y).FrobeniusNorm();
        int[] order = [.. Enumerable.Range(0, n)];
        int atLeast = 1;
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            rng.Shuffle<int>(order);
            atLeast += Product(k, Matrix<double>.Build.DenseOfRowVectors(order.Select(y.Row))) >= own ? 1 : 0;
        }

        return new LabelAlignment(scale > 0 ? own / scale : 0, atLeast / (double)(Shuffles + 1));
    }

    private static double Product(Matrix<double> kernel, Matrix<double> y) => (kernel * y).PointwiseMultiply(y).Enumerate().Sum();
}
