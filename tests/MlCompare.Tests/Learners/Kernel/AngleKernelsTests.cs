using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Polynomial and network kernels against formulas in double and against random networks.</summary>
public class AngleKernelsTests
{
    private const int Rows = 60, Width = 4;

    public static TheoryData<KernelShape, int> Forms() => new()
    {
        { KernelShape.Polynomial, 1 }, { KernelShape.Polynomial, 3 }, { KernelShape.Nngp, 1 }, { KernelShape.Nngp, 4 },
        { KernelShape.Ntk, 1 }, { KernelShape.Ntk, 2 }, { KernelShape.Ntk, 5 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void ValuesMatchTheRecursionInDoubleWhereverTheyStand(KernelShape shape, int order)
    {
        float[] x = Sample();
        float[] values = Matrix(x, new KernelForm(shape, order), 1.3), part = new float[3 * 7];
        KernelRows rows = Encode(x);
        rows.Values(rows, 5, 3, 20, 27, new KernelForm(shape, order), 1.3, part, 7);
        for (int p = 0; p < values.Length; p++)
        {
            double expected = Reference(shape, order, Cosine(x, p / Rows, p % Rows, 1.3));
            Assert.True(Math.Abs(values[p] - expected) <= 3e-6, $"{p}: {values[p]} against {expected}");
        }

        for (int p = 0; p < part.Length; p++)
        {
            Assert.Equal(values[(5 + p / 7) * Rows + 20 + p % 7], part[p]);
        }

        // Row 1 is row 0 again, and a kernel is 1 for equal rows.
        Assert.True(Math.Abs(values[1] - 1) <= 1e-6);
    }

    [Fact]
    public void OneHiddenLayerHasAClosedForm()
    {
        // At a right angle: E[relu·relu] is 1/π of its value for equal rows, and half of the units that are on for one are on for the other.
        Assert.True(Math.Abs(Reference(KernelShape.Nngp, 1, 0) - 1 / Math.PI) <= 1e-12);
        Assert.True(Math.Abs(Reference(KernelShape.Ntk, 1, 0) - 1 / (2 * Math.PI)) <= 1e-12);
        double s = Math.Cos(1), on = (Math.PI - 1) / Math.PI;
        Assert.True(Math.Abs(Reference(KernelShape.Ntk, 1, s) - (Math.Sin(1) / Math.PI + 2 * s * on) / 2) <= 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WideRandomNetworksHaveThisTangentKernel(int layers)
    {
        const int Networks = 12, Units = 800;
        Rng rng = new(3);
        double[] x = [0.8, 0.6, 0], z = [0.6, -0.48, 0.64];
        double cosine = x.Zip(z, (a, b) => a * b).Sum(), tangent = 0, output = 0;
        for (int network = 0; network < Networks; network++)
        {
            (double whole, double last) = RandomNetwork(x, z, layers, Units, rng);
            tangent += whole / (layers + 1) / Networks;
            output += last / Networks;
        }

        Assert.True(Math.Abs(tangent - Reference(KernelShape.Ntk, layers, cosine)) <= 0.02, $"{tangent}");
        Assert.True(Math.Abs(output - Reference(KernelShape.Nngp, layers, cosine)) <= 0.02, $"{output}");
        Assert.False(Math.Abs(tangent - Reference(KernelShape.Ntk, 3 - layers, cosine)) <= 0.02, "the other depth would do as well");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void MatricesArePositiveSemiDefinite(KernelShape shape, int order) =>
        Assert.InRange(Least(Matrix(Sample(), new KernelForm(shape, order), 0.7)), -1e-4, 1);

    [Fact]
    public void WhatIsNoKernelHasANegativeEigenvalue()
    {
        float[] x = Sample(), squared = new float[Rows * Rows];
        KernelRows rows = Encode(x);
        rows.SquaredDistances(rows, 0, Rows, 0, Rows, squared, Rows);
        Assert.True(Least([.. squared.Select(value => 1 / (1 + value * value * value))]) < -1e-2);
    }

    /// <summary>The sum over layers of the products of what goes in and of what comes back, and the product of the last layer's inputs.</summary>
    private static (double Tangent, double Output) RandomNetwork(double[] x, double[] z, int layers, int units, Rng rng)
    {
        List<double[][]> weights = [];
        List<double[]> ofX = [x], ofZ = [z];
        for (int layer = 0; layer < layers; layer++)
        {
            int inputs = ofX[^1].Length;
            weights.Add([.. Enumerable.Range(0, units).Select(_ => Enumerable.Range(0, inputs).Select(_ => rng.NextGaussian()).ToArray())]);
            ofX.Add(Forward(weights[^1], ofX[^1], units));
            ofZ.Add(Forward(weights[^1], ofZ[^1], units));
        }

        double output = Dot(ofX[^1], ofZ[^1]), tangent = output;
        double[] last = [.. Enumerable.Range(0, units).Select(_ => rng.NextGaussian())], backX = last, backZ = last;
        for (int layer = layers - 1; layer >= 0; layer--)
        {
            (backX, backZ) = (Gate(backX, ofX[layer + 1], units), Gate(backZ, ofZ[layer + 1], units));
            tangent += Dot(backX, backZ) * Dot(ofX[layer], ofZ[layer]);
            (backX, backZ) = (Back(weights[layer], backX), Back(weights[layer], backZ));
        }

        return (tangent, output);
    }

    private static double[] Forward(double[][] weights, double[] inputs, int units) =>
        [.. weights.Select(row => Math.Sqrt(2.0 / units) * Math.Max(0, Dot(row, inputs)))];

    private static double[] Gate(double[] slopes, double[] outputs, int units) =>
        [.. slopes.Zip(outputs, (slope, output) => output > 0 ? Math.Sqrt(2.0 / units) * slope : 0)];

    private static double[] Back(double[][] weights, double[] slopes)
    {
        double[] sums = new double[weights[0].Length];
        for (int unit = 0; unit < slopes.Length; unit++)
        {
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += slopes[unit] * weights[unit][j];
            }
        }

        return sums;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();

    private static double Reference(KernelShape shape, int order, double cosine)
    {
        if (shape == KernelShape.Polynomial)
        {
            return Math.Pow(cosine, order);
        }

        double sum = cosine;
        for (int layer = 0; layer < order; layer++)
        {
            double angle = Math.Acos(Math.Clamp(cosine, -1, 1));
            cosine = (Math.Sin(angle) + (Math.PI - angle) * cosine) / Math.PI;
            sum = cosine + sum * (Math.PI - angle) / Math.PI;
        }

        return shape == KernelShape.Nngp ? cosine : sum / (order + 1);
    }

    private static double Cosine(float[] x, int i, int j, double offset)
    {
        double product = offset * offset, left = product, right = product;
        for (int p = 0; p < Width; p++)
        {
            (double a, double b) = (x[i * Width + p], x[j * Width + p]);
            (product, left, right) = (product + a * b, left + a * a, right + b * b);
        }

        return product / Math.Sqrt(left * right);
    }

    private static float[] Sample()
    {
        Rng rng = new(5);
        float[] x = [.. Enumerable.Range(0, Rows * Width).Select(_ => (float)rng.NextGaussian())];
        Array.Copy(x, 0, x, Width, Width);
        return x;
    }

    private static KernelRows Encode(float[] x) => KernelRows.Of(new DesignMatrix(x.Length / Width, Width, x, null), new float[Width]);

    private static float[] Matrix(float[] x, KernelForm form, double bandwidth)
    {
        float[] values = new float[Rows * Rows];
        KernelRows rows = Encode(x);
        rows.Values(rows, 0, Rows, 0, Rows, form, bandwidth, values, Rows);
        return values;
    }

    private static double Least(float[] matrix) =>
        SymmetricEigen.Decompose([.. matrix.Select((_, p) => ((double)matrix[p] + matrix[p % Rows * Rows + p / Rows]) / 2)], Rows).Values.Min();
}
