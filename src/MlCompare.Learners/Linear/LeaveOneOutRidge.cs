using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Ridge regression whose strength minimises the leave-one-out error in closed form. With the thin decomposition of the centred
/// features X = U S Vᵀ, strength λ fits U diag(s² / (s² + λ)) Uᵀ y, and leaving out row i divides its residual by 1 − h(i), where
/// h(i) = 1 / n + Σ u(i)² s² / (s² + λ) (Allen 1974; the 1 / n is the intercept's).
/// </summary>
internal sealed class LeaveOneOutRidge
{
    // Beyond this side the eigenvectors cost more than gradient steps with held-out rows.
    private const int LargestSide = 1000;
    // U is kept in double precision: 160 MB at this size.
    private const int LargestDense = 20_000_000;
    private const int StrengthCount = 41;
    private readonly CenteredFeatures features;
    private readonly double[] targets;
    private readonly double mean;
    private readonly double[] squares;
    private readonly double[] left;
    private readonly double[] projected;
    private readonly CancellationToken cancel;

    public LeaveOneOutRidge(DesignMatrix matrix, ReadOnlySpan<float> targets, CancellationToken cancel)
    {
        this.cancel = cancel;
        mean = Average(targets);
        this.targets = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            this.targets[i] = targets[i] - mean;
        }

        features = new CenteredFeatures(matrix, cancel);
        (squares, left) = features.Decompose();
        projected = new double[squares.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(Row(i), this.targets[i], projected, projected);
        }
    }

    /// <summary>Whether the smaller side of the matrix is small enough.</summary>
    public static bool Fits(DesignMatrix matrix) =>
        matrix.Count <= LargestSide
        || (matrix.Sparse is null && matrix.DenseWidth <= LargestSide && matrix.Dense.Length <= LargestDense);

    /// <summary>Weights and intercept for this strength, or for the best one when it is 0.</summary>
    public float[] Solve(double strength)
    {
        double chosen = strength > 0 ? strength : Strengths().MinBy(MeanSquaredError);
        double[] dual = new double[targets.Length];
        double[] shrunk = [.. projected.Select((value, j) => value / (squares[j] + chosen))];
        for (int i = 0; i < dual.Length; i++)
        {
            dual[i] = TensorPrimitives.Dot(Row(i), shrunk);
        }

        return features.Weights(dual, mean);
    }

    /// <summary>Mean of the squared leave-one-out residuals.</summary>
    internal double MeanSquaredError(double strength)
    {
        cancel.ThrowIfCancellationRequested();
        double[] kept = [.. squares.Select(square => square / (square + strength))];
        double[] fit = new double[kept.Length];
        TensorPrimitives.Multiply<double>(kept, projected, fit);
        double sum = 0;
        double[] weighted = new double[kept.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            TensorPrimitives.Multiply<double>(Row(i), kept, weighted);
            double leverage = 1.0 / targets.Length + TensorPrimitives.Dot(weighted, Row(i));
            double residual = targets[i] - TensorPrimitives.Dot(Row(i), fit);
            // A row that alone decides its own fit has leverage 1 and residual 0: as wrong as the mean would be, at least.
            double outside = Math.Max(1 - leverage, 1e-8);
            sum += residual / outside * (residual / outside);
        }

        return sum / targets.Length;
    }

    /// <summary>From ten times the largest squared singular value down to where single precision ends.</summary>
    private IEnumerable<double> Strengths()
    {
        double largest = squares.Length == 0 ? 1 : squares.Max();
        return Enumerable.Range(0, StrengthCount).Select(i => largest * Math.Pow(10, 1 - 8.0 * i / (StrengthCount - 1)));
    }

    private ReadOnlySpan<double> Row(int i) => left.AsSpan(i * squares.Length, squares.Length);

    private static double Average(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
