using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>What kind of matrix a feature machine learns.</summary>
public enum MetricKind
{
    /// <summary>One weight a feature.</summary>
    Diagonal,
    /// <summary>All directions.</summary>
    Full,
}

/// <summary>
/// A learned distance √((x−z)ᵀ·M·(x−z)) between dense features, kept as the symmetric root of M: one number a feature, or a square matrix.
/// </summary>
public sealed class FeatureMetric
{
    private readonly float[] root;
    private readonly int width;

    private FeatureMetric(float[] root, int width) => (this.root, this.width) = (root, width);

    /// <summary>Symmetric root of the matrix, or of its diagonal.</summary>
    internal float[] Root => root;

    /// <summary>Diagonal or full.</summary>
    public MetricKind Kind => root.Length == width ? MetricKind.Diagonal : MetricKind.Full;

    /// <summary>The matrix M, width × width, or its diagonal; its largest entry (full: eigenvalue) is 1.</summary>
    public double[] Matrix
    {
        get
        {
            if (Kind == MetricKind.Diagonal)
            {
                return [.. root.Select(value => (double)value * value)];
            }

            double[] matrix = new double[root.Length];
            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    for (int p = 0; p < width; p++)
                    {
                        matrix[i * width + j] += (double)root[i * width + p] * root[p * width + j];
                    }
                }
            }

            return matrix;
        }
    }

    /// <summary>Diagonal of M: what each encoded feature counts.</summary>
    public double[] Weights => Kind == MetricKind.Diagonal
        ? Matrix
        : [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(0, width).Sum(p => (double)root[i * width + p] * root[i * width + p]))];

    /// <summary>The metric of a power of M given as such (width numbers: its diagonal); null when M is nothing or not finite.</summary>
    internal static FeatureMetric? Of(double[] matrix, int width, double power, CancellationToken cancel)
    {
        if (!matrix.All(double.IsFinite))
        {
            return null;
        }

        if (matrix.Length == width)
        {
            double most = matrix.Max();
            return most > 0 ? new FeatureMetric([.. matrix.Select(value => (float)Math.Pow(value / most, power / 2))], width) : null;
        }

        SymmetricEigen eigen = SymmetricEigen.Decompose(matrix, width, cancel);
        double largest = eigen.Values.Max();
        if (!(largest > 0))
        {
            return null;
        }

        // V·√λ·Vᵀ by way of the fourth root: the product of a matrix with its own transpose.
        float[] part = new float[width * width], root = new float[width * width];
        for (int p = 0; p < part.Length; p++)
        {
            part[p] = (float)(eigen.Vectors[p] * Math.Pow(Math.Max(0, eigen.Values[p / width] / largest), power / 4));
        }

        Gemm.Run(true, false, width, width, width, 1, part, width, part, width, 0, root, width, cancel);
        return new FeatureMetric(root, width);
    }

    /// <summary>
    /// The metric after gradients whose mean products in the coordinates of <paramref name="before"/> (null: the features themselves) are given:
    /// M ← (root · products · root)^power, of the mean of gradient outer products in the features.
    /// </summary>
    internal static FeatureMetric? Next(FeatureMetric? before, double[] products, int width, double power, CancellationToken cancel)
    {
        if (before is null)
        {
            return Of(products, width, power, cancel);
        }

        if (products.Length == width)
        {
            return Of([.. products.Select((value, j) => value * before.root[j] * before.root[j])], width, power, cancel);
        }

        float[] middle = [.. products.Select(value => (float)value)], half = new float[middle.Length], whole = new float[middle.Length];
        Gemm.Run(false, false, width, width, width, 1, before.root, width, middle, width, 0, half, width, cancel);
        Gemm.Run(false, false, width, width, width, 1, half, width, before.root, width, 0, whole, width, cancel);
        double[] matrix = new double[whole.Length];
        for (int p = 0; p < matrix.Length; p++)
        {
            matrix[p] = ((double)whole[p] + whole[p % width * width + p / width]) / 2;
        }

        return Of(matrix, width, power, cancel);
    }

    /// <summary>Turns dense rows so that their plain distance is the learned one.</summary>
    internal float[] Apply(float[] dense)
    {
        int rows = dense.Length / width;
        float[] turned = new float[dense.Length];
        if (Kind == MetricKind.Full)
        {
            Gemm.Run(false, false, rows, width, width, 1, dense, width, root, width, 0, turned, width);
            return turned;
        }

        for (int p = 0; p < turned.Length; p++)
        {
            turned[p] = dense[p] * root[p % width];
        }

        return turned;
    }

    /// <summary>The same in double precision, in place.</summary>
    /// <param name="dense">At least <paramref name="rows"/> × the width of the metric.</param>
    internal void Apply(double[] dense, int rows)
    {
        if (Kind != MetricKind.Full)
        {
            for (int p = 0; p < rows * width; p++)
            {
                dense[p] *= root[p % width];
            }

            return;
        }

        double[] turned = new double[rows * width], line = new double[width];
        for (int i = 0; i < width; i++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(root.AsSpan(i * width, width), line);
            for (int row = 0; row < rows; row++)
            {
                Span<double> sums = turned.AsSpan(row * width, width);
                TensorPrimitives.MultiplyAdd(line, dense[row * width + i], sums, sums);
            }
        }

        turned.CopyTo(dense, 0);
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(width);
        NumberArrays.Save<float>(writer, root);
    }

    internal static FeatureMetric Load(BinaryReader reader)
    {
        int width = reader.ReadInt32();
        return new FeatureMetric(NumberArrays.Load<float>(reader), width);
    }
}
