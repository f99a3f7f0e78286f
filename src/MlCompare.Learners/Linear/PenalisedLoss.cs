using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Mean loss of the rows plus strength / (2 · rows) times the squared weights, as a function of all weights; intercepts are free.
/// </summary>
internal sealed class PenalisedLoss
{
    // Rows a pass: a block of some hundred features stays in the second-level cache between its two products.
    private const int BlockRows = 512;
    private readonly DesignMatrix matrix;
    private readonly ILinearLoss loss;
    private readonly CancellationToken cancel;
    private readonly float[] scores;

    public PenalisedLoss(DesignMatrix matrix, ILinearLoss loss, double strength, CancellationToken cancel)
    {
        (this.matrix, this.loss, this.cancel) = (matrix, loss, cancel);
        Penalty = strength / matrix.Count;
        Weights = matrix.Width * loss.Columns;
        Size = Weights + loss.Columns;
        scores = new float[Math.Min(BlockRows, matrix.Count) * loss.Columns];
    }

    /// <summary>All parameters: weights, then intercepts.</summary>
    public int Size { get; }

    public double Penalty { get; }

    private int Weights { get; }

    /// <summary>Zero weights and the intercepts of the best constant model.</summary>
    public float[] Start()
    {
        float[] start = new float[Size];
        loss.Start().CopyTo(start, Weights);
        return start;
    }

    /// <summary>The value at <paramref name="point"/>; writes its gradient.</summary>
    public double Evaluate(ReadOnlySpan<float> point, Span<float> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (int first = 0; first < matrix.Count; first += BlockRows)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, matrix.Count - first);
            Span<float> block = scores.AsSpan(0, count * loss.Columns);
            LinearScores.Multiply(matrix, first, count, point, loss.Columns, block);
            sum += loss.Evaluate(first, block);
            LinearScores.AddTransposed(matrix, first, count, block, loss.Columns, gradient);
        }

        TensorPrimitives.Divide(gradient, matrix.Count, gradient);
        ReadOnlySpan<float> weights = point[..Weights];
        TensorPrimitives.MultiplyAdd(weights, (float)Penalty, gradient[..Weights], gradient[..Weights]);
        return sum / matrix.Count + 0.5 * Penalty * TensorPrimitives.SumOfSquares(weights);
    }

    /// <summary>An upper bound of the diagonal of the second derivatives: the preconditioner.</summary>
    public float[] Diagonal()
    {
        double[] squares = new double[matrix.Width + 1];
        for (int i = 0; i < matrix.Count; i++)
        {
            ReadOnlySpan<float> row = matrix.DenseRow(i);
            for (int j = 0; j < row.Length; j++)
            {
                squares[j] += row[j] * row[j];
            }

            for (int e = 0; matrix.Sparse is { } sparse && e < sparse.Columns(i).Length; e++)
            {
                squares[matrix.DenseWidth + sparse.Columns(i)[e]] += sparse.Values(i)[e] * sparse.Values(i)[e];
            }
        }

        squares[^1] = matrix.Count;
        float[] diagonal = new float[Size];
        for (int at = 0; at < Size; at++)
        {
            double own = loss.Curvature * squares[at / loss.Columns] / matrix.Count + (at < Weights ? Penalty : 0);
            diagonal[at] = (float)Math.Max(own, 1e-12);
        }

        return diagonal;
    }
}
