using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// The system (K + ridge·I)·A = Y for some rows, in one square array: kernel values above the diagonal, where they stay, and the
/// Cholesky factor on and below it, so that another ridge needs no second matrix.
/// </summary>
internal sealed class KernelSystem
{
    private const int Block = 128;
    private readonly float[] matrix;
    private readonly int n;
    private readonly CancellationToken cancel;

    private KernelSystem(int n, CancellationToken cancel)
    {
        (this.n, this.cancel) = (n, cancel);
        matrix = GC.AllocateUninitializedArray<float>(checked(n * n));
    }

    /// <summary>Room for the systems of <paramref name="n"/> rows.</summary>
    public static KernelSystem Empty(int n, CancellationToken cancel) => new(n, cancel);

    /// <summary>Fills in squared distances; <see cref="Apply"/> makes kernel values of them.</summary>
    public static KernelSystem Distances(KernelRows rows, CancellationToken cancel)
    {
        KernelSystem system = new(rows.Count, cancel);
        int n = rows.Count;
        for (int first = 0; first < n; first += Block)
        {
            cancel.ThrowIfCancellationRequested();
            rows.SquaredDistances(rows, first, Math.Min(Block, n - first), first, system.matrix.AsSpan(first * n + first), n);
        }

        return system;
    }

    /// <summary>Kernel values of the distances above the diagonal, in place.</summary>
    public void Apply(KernelShape shape, double bandwidth) => FillFrom(this, shape, bandwidth);

    /// <summary>Kernel values of the distances that <paramref name="distances"/> holds, which may be this.</summary>
    public void FillFrom(KernelSystem distances, KernelShape shape, double bandwidth)
    {
        for (int i = 0; i < n - 1; i++)
        {
            if (i % Block == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            Span<float> row = Above(i);
            distances.Above(i).CopyTo(row);
            shape.Apply(row, bandwidth);
        }
    }

    /// <summary>Median of the positive distances between the first rows; 1 when all rows are equal.</summary>
    public double MedianDistance(int most)
    {
        List<float> positive = [];
        for (int i = 0; i < Math.Min(n, most); i++)
        {
            foreach (float squared in matrix.AsSpan(i * n + i + 1, Math.Min(n, most) - i - 1))
            {
                if (squared > 0)
                {
                    positive.Add(squared);
                }
            }
        }

        positive.Sort();
        return positive.Count == 0 ? 1 : Math.Sqrt(positive[positive.Count / 2]);
    }

    /// <summary>Factors K + ridge·I. False when rounding makes it indefinite: then a larger ridge is needed.</summary>
    public bool Factor(double ridge)
    {
        for (int top = 0; top < n; top += Block)
        {
            cancel.ThrowIfCancellationRequested();
            for (int left = 0; left <= top; left += Block)
            {
                Mirror(top, left);
            }
        }

        for (int i = 0; i < n; i++)
        {
            matrix[i * n + i] = (float)(1 + ridge);
        }

        return Cholesky.Factor(matrix, n, n, 1, cancel) < 0;
    }

    /// <summary>A = (K + ridge·I)⁻¹·Y for the factor at hand.</summary>
    /// <param name="targets">n × <paramref name="columns"/>, row-major.</param>
    public float[] Solve(float[] targets, int columns)
    {
        float[] solution = targets[..(n * columns)];
        Cholesky.Solve(matrix, n, n, solution, columns, columns);
        return solution;
    }

    /// <summary>
    /// Scores of the last <paramref name="count"/> rows by the model fitted without the row in question, in closed form:
    /// y − a / diag((K + ridge·I)⁻¹).
    /// </summary>
    public double[] LeaveOneOut(float[] targets, float[] solution, int columns, int count)
    {
        double[] inverse = Cholesky.InverseDiagonal(matrix, n, n, count, 1, cancel);
        double[] scores = new double[count * columns];
        int offset = (n - count) * columns;
        for (int p = 0; p < scores.Length; p++)
        {
            scores[p] = targets[offset + p] - solution[offset + p] / inverse[p / columns];
        }

        return scores;
    }

    private Span<float> Above(int row) => matrix.AsSpan(row * n + row + 1, n - row - 1);

    /// <summary>Copies a block from above the diagonal to its place below.</summary>
    private void Mirror(int top, int left)
    {
        int bottom = Math.Min(top + Block, n);
        for (int i = top; i < bottom; i++)
        {
            int right = Math.Min(left + Block, i);
            for (int j = left; j < right; j++)
            {
                matrix[i * n + j] = matrix[j * n + i];
            }
        }
    }
}
