using System.Numerics;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>What compares two rows.</summary>
public enum SvmShape
{
    /// <summary>exp(−γ·distance²), the library's own.</summary>
    Gaussian,
    /// <summary>exp(−√γ·distance), which the library does not have: always precomputed.</summary>
    Laplace,
    /// <summary>The inner product, the library's own.</summary>
    Linear,
}

/// <summary>A kernel with its width. Each pair of rows by itself, so that a row alone is a row among others.</summary>
internal sealed record SvmKernel(SvmShape Shape, double Gamma)
{
    public double Value(DesignMatrix left, int i, DesignMatrix right, int j) => Shape switch
    {
        SvmShape.Linear => Product(left, i, right, j),
        SvmShape.Gaussian => Math.Exp(-Gamma * SquaredDistance(left, i, right, j)),
        _ => Math.Exp(-Math.Sqrt(Gamma * SquaredDistance(left, i, right, j))),
    };

    public static double SquaredDistance(DesignMatrix left, int i, DesignMatrix right, int j)
    {
        double sum = Dense(left.DenseRow(i), right.DenseRow(j), product: false);
        if (left.Sparse is { } own && right.Sparse is { } other)
        {
            sum += Merge(own, i, other, j, product: false);
        }

        return sum;
    }

    private static double Product(DesignMatrix left, int i, DesignMatrix right, int j)
    {
        double sum = Dense(left.DenseRow(i), right.DenseRow(j), product: true);
        if (left.Sparse is { } own && right.Sparse is { } other)
        {
            sum += Merge(own, i, other, j, product: true);
        }

        return sum;
    }

    /// <summary>In double precision, as the library trains: weights are up to C and cancel.</summary>
    private static double Dense(ReadOnlySpan<float> left, ReadOnlySpan<float> right, bool product)
    {
        Vector<double> sums = Vector<double>.Zero;
        int lanes = Vector<float>.Count, j = 0;
        for (; j + lanes <= left.Length; j += lanes)
        {
            Vector.Widen(new Vector<float>(left[j..]), out Vector<double> low, out Vector<double> high);
            Vector.Widen(new Vector<float>(right[j..]), out Vector<double> otherLow, out Vector<double> otherHigh);
            (low, high) = product ? (low * otherLow, high * otherHigh) : ((low - otherLow) * (low - otherLow), (high - otherHigh) * (high - otherHigh));
            sums += low + high;
        }

        double sum = Vector.Sum(sums);
        for (; j < left.Length; j++)
        {
            double gap = (double)left[j] - right[j];
            sum += product ? (double)left[j] * right[j] : gap * gap;
        }

        return sum;
    }

    /// <summary>Over the columns that either row has: the sum of products, or of squared differences.</summary>
    private static double Merge(SparseRows left, int i, SparseRows right, int j, bool product)
    {
        ReadOnlySpan<int> own = left.Columns(i), other = right.Columns(j);
        ReadOnlySpan<float> ownValues = left.Values(i), otherValues = right.Values(j);
        double sum = 0;
        int a = 0, b = 0;
        while (a < own.Length || b < other.Length)
        {
            bool first = b == other.Length || (a < own.Length && own[a] <= other[b]);
            bool second = a == own.Length || (b < other.Length && other[b] <= own[a]);
            double x = first ? ownValues[a++] : 0, y = second ? otherValues[b++] : 0;
            sum += product ? x * y : (x - y) * (x - y);
        }

        return sum;
    }
}
