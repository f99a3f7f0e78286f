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
            Merge(own, i, other, j, (a, b) => sum += ((double)a - b) * ((double)a - b));
        }

        return sum;
    }

    private static double Product(DesignMatrix left, int i, DesignMatrix right, int j)
    {
        double sum = left.DenseWidth == 0 ? 0 : TensorPrimitives.Dot(left.DenseRow(i), right.DenseRow(j));
        if (left.Sparse is { } own && right.Sparse is { } other)
        {
            Merge(own, i, other, j, (a, b) => sum += (double)a * b);
        }

        return sum;
    }

    /// <summary>Both rows' entries of each column that either has.</summary>
    private static void Merge(SparseRows left, int i, SparseRows right, int j, Action<float, float> each)
    {
        ReadOnlySpan<int> own = left.Columns(i), other = right.Columns(j);
        int a = 0, b = 0;
        while (a < own.Length || b < other.Length)
        {
            bool first = b == other.Length || (a < own.Length && own[a] <= other[b]);
            bool second = a == own.Length || (b < other.Length && other[b] <= own[a]);
            each(first ? left.Values(i)[a] : 0, second ? right.Values(j)[b] : 0);
            a += first ? 1 : 0;
            b += second ? 1 : 0;
        }
    }
}
