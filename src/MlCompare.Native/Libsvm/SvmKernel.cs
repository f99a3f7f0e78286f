using System.Numerics.Tensors;
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
        float dense = left.DenseWidth == 0 ? 0 : TensorPrimitives.Distance(left.DenseRow(i), right.DenseRow(j));
        double sum = (double)dense * dense;
        if (left.Sparse is { } own && right.Sparse is { } other)
        {
            sum += Merge(own, i, other, j, product: false);
        }

        return sum;
    }

    private static double Product(DesignMatrix left, int i, DesignMatrix right, int j)
    {
        double sum = left.DenseWidth == 0 ? 0 : TensorPrimitives.Dot(left.DenseRow(i), right.DenseRow(j));
        if (left.Sparse is { } own && right.Sparse is { } other)
        {
            sum += Merge(own, i, other, j, product: true);
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
