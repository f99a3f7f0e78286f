using MathNet.Numerics.LinearAlgebra;

namespace MlCompare.Tests.Learners.Linear;

/// <summary>Ridge regression with a free intercept, by the textbook: (X̃ᵀX̃ + λ diag(1, …, 1, 0)) w = X̃ᵀy.</summary>
internal static class NormalEquations
{
    /// <summary>Weights, then the intercept.</summary>
    public static double[] Solve(double[][] rows, IEnumerable<float> targets, double strength)
    {
        Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays(rows.Select(row => row.Append(1).ToArray()));
        Matrix<double> penalty = Matrix<double>.Build.DenseDiagonal(x.ColumnCount, x.ColumnCount, j => j < x.ColumnCount - 1 ? strength : 0);
        Vector<double> y = Vector<double>.Build.DenseOfEnumerable(targets.Select(target => (double)target));
        return (x.TransposeThisAndMultiply(x) + penalty).Solve(x.TransposeThisAndMultiply(y)).ToArray();
    }

    public static double Predict(double[] weights, double[] row) => row.Zip(weights, (x, w) => x * w).Sum() + weights[^1];
}
