using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Products of a design matrix with weights: rows of the weights are features, dense ones first, then sparse ones, and last the
/// intercepts. Every row's scores are summed in one order, whatever rows stand beside it.
/// </summary>
internal static class LinearScores
{
    /// <summary>Scores of rows <paramref name="first"/> … <paramref name="first"/> + <paramref name="count"/> − 1 (rows × columns).</summary>
    public static void Multiply(DesignMatrix matrix, int first, int count, ReadOnlySpan<float> weights, int columns, Span<float> scores)
    {
        int width = matrix.DenseWidth;
        ReadOnlySpan<float> intercepts = weights.Slice(matrix.Width * columns, columns);
        if (columns == 1)
        {
            for (int i = 0; i < count; i++)
            {
                scores[i] = TensorPrimitives.Dot(matrix.DenseRow(first + i), weights[..width]) + intercepts[0];
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                intercepts.CopyTo(scores[(i * columns)..]);
            }

            Gemm.Run(
                false, false, count, columns, width, 1, matrix.Dense.AsSpan(first * width, count * width), width, weights, columns, 1, scores, columns);
        }

        if (matrix.Sparse is { } sparse)
        {
            MultiplySparse(sparse, first, count, weights[(width * columns)..], columns, scores);
        }
    }

    /// <summary>Adds the transposed product with <paramref name="residuals"/> (rows × columns) to <paramref name="gradient"/>.</summary>
    public static void AddTransposed(DesignMatrix matrix, int first, int count, ReadOnlySpan<float> residuals, int columns, Span<float> gradient)
    {
        int width = matrix.DenseWidth;
        Span<float> intercepts = gradient.Slice(matrix.Width * columns, columns);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> residual = residuals.Slice(i * columns, columns);
            TensorPrimitives.Add(intercepts, residual, intercepts);
            if (columns == 1)
            {
                TensorPrimitives.MultiplyAdd(matrix.DenseRow(first + i), residual[0], gradient[..width], gradient[..width]);
            }
        }

        if (columns > 1)
        {
            Gemm.Run(
                true, false, width, columns, count, 1, matrix.Dense.AsSpan(first * width, count * width), width, residuals, columns, 1, gradient, columns);
        }

        if (matrix.Sparse is { } sparse)
        {
            AddSparse(sparse, first, count, residuals, columns, gradient[(width * columns)..]);
        }
    }

    private static void MultiplySparse(SparseRows sparse, int first, int count, ReadOnlySpan<float> weights, int columns, Span<float> scores)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> places = sparse.Columns(first + i);
            ReadOnlySpan<float> values = sparse.Values(first + i);
            Span<float> row = scores.Slice(i * columns, columns);
            for (int e = 0; e < places.Length; e++)
            {
                if (columns == 1)
                {
                    row[0] += values[e] * weights[places[e]];
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(weights.Slice(places[e] * columns, columns), values[e], row, row);
                }
            }
        }
    }

    private static void AddSparse(SparseRows sparse, int first, int count, ReadOnlySpan<float> residuals, int columns, Span<float> gradient)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> places = sparse.Columns(first + i);
            ReadOnlySpan<float> values = sparse.Values(first + i);
            ReadOnlySpan<float> row = residuals.Slice(i * columns, columns);
            for (int e = 0; e < places.Length; e++)
            {
                if (columns == 1)
                {
                    gradient[places[e]] += values[e] * row[0];
                }
                else
                {
                    Span<float> target = gradient.Slice(places[e] * columns, columns);
                    TensorPrimitives.MultiplyAdd(row, values[e], target, target);
                }
            }
        }
    }
}
