using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;

namespace MlCompare.Learners.Neural.Sequences;

/// <summary>
/// Ridge regression of several targets on the same features, of one strength whose leave-one-out error (see <see cref="LeaveOneOutRidge"/>) over
/// all targets is least.
/// </summary>
internal sealed class RidgeReadout
{
    // From ten times the largest squared singular value down by eight powers of ten, four to the decade.
    private const int StrengthCount = 33;

    private readonly double[] squares, left;
    private readonly double[][] targets;

    /// <param name="targets">Target → rows.</param>
    public RidgeReadout(DesignMatrix matrix, double[][] targets, CancellationToken cancel)
    {
        double[] means = [.. targets.Select(target => target.Average())];
        this.targets = [.. targets.Select((target, k) => target.Select(value => value - means[k]).ToArray())];
        CenteredFeatures features = new(matrix, cancel);
        (squares, left) = features.Decompose();
        double[][] projected = [.. this.targets.Select(Project)];
        double largest = squares.DefaultIfEmpty(1).Max(), least = double.PositiveInfinity;
        double[][] residuals = [];
        for (int i = 0; i < StrengthCount; i++)
        {
            cancel.ThrowIfCancellationRequested();
            double strength = largest * Math.Pow(10, 1 - i / 4.0);
            double[][] outside = LeftOut(projected, strength);
            double error = outside.Sum(one => TensorPrimitives.SumOfSquares<double>(one));
            if (error < least)
            {
                (least, Strength, residuals) = (error, strength, outside);
            }
        }

        LeftOutScores = [.. targets.Select((target, k) => target.Zip(residuals[k], (value, residual) => value - residual).ToArray())];
        float[][] weights = [.. projected.Select((one, k) =>
            features.Weights(Fitted([.. one.Select((value, j) => value / (squares[j] + Strength))]), means[k]))];
        Weights = [.. Enumerable.Range(0, matrix.Width).SelectMany(j => weights.Select(one => one[j]))];
        Intercepts = [.. weights.Select(one => one[^1])];
    }

    public double Strength { get; }

    /// <summary>Features × targets.</summary>
    public float[] Weights { get; }

    public float[] Intercepts { get; }

    /// <summary>Target → what each row is given by the fit without it.</summary>
    public double[][] LeftOutScores { get; }

    private double[][] LeftOut(double[][] projected, double strength)
    {
        double[] kept = [.. squares.Select(square => square / (square + strength))], weighted = new double[kept.Length];
        double[][] fits = [.. projected.Select(one => one.Zip(kept, (value, share) => value * share).ToArray())];
        double[][] residuals = [.. targets.Select(target => new double[target.Length])];
        for (int i = 0; i < targets[0].Length; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            TensorPrimitives.Multiply<double>(row, kept, weighted);
            double outside = Math.Max(1 - 1.0 / targets[0].Length - TensorPrimitives.Dot<double>(weighted, row), 1e-8);
            for (int k = 0; k < fits.Length; k++)
            {
                residuals[k][i] = (targets[k][i] - TensorPrimitives.Dot<double>(row, fits[k])) / outside;
            }
        }

        return residuals;
    }

    private double[] Project(double[] target)
    {
        double[] sums = new double[squares.Length];
        for (int i = 0; i < target.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(Row(i), target[i], sums, sums);
        }

        return sums;
    }

    private double[] Fitted(double[] shrunk)
    {
        double[] dual = new double[targets[0].Length];
        for (int i = 0; i < dual.Length; i++)
        {
            dual[i] = TensorPrimitives.Dot(Row(i), shrunk);
        }

        return dual;
    }

    private ReadOnlySpan<double> Row(int i) => left.AsSpan(i * squares.Length, squares.Length);
}
