using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// The systems (K + ridge·I)·A = Y for the first m of some rows, any m, in one square array: kernel values above the diagonal, where
/// they stay, and the Cholesky factor on and below it, so that another ridge needs no second matrix. The factor of the first m rows is
/// the leading block of the factor of more rows, so that one factor serves all training sizes, bit for bit.
/// </summary>
internal sealed class KernelSystem
{
    private const int Block = 128;
    private readonly float[] matrix;
    private readonly int n;
    private readonly int threads;
    private readonly CancellationToken cancel;

    public KernelSystem(int n, int threads, CancellationToken cancel)
    {
        (this.n, this.threads, this.cancel) = (n, threads, cancel);
        matrix = GC.AllocateUninitializedArray<float>(checked(n * n));
    }

    public int Count => n;

    /// <summary>Kernel values above the diagonal, the factor on and below it.</summary>
    public float[] Matrix => matrix;

    /// <summary>Squared distances between the first rows, as many as there is room for; <see cref="FillFrom"/> takes them up.</summary>
    public void FillDistances(KernelRows rows) => FillBlocks(rows, n, null, 0);

    /// <summary>Kernel values of the first <paramref name="count"/> rows.</summary>
    public void Fill(KernelRows rows, int count, KernelForm form, double bandwidth) => FillBlocks(rows, count, form, bandwidth);

    /// <summary>Kernel values of the distances between <paramref name="rows"/> that <paramref name="distances"/> holds.</summary>
    public void FillFrom(KernelSystem distances, KernelRows rows, KernelForm form, double bandwidth) => Stripes.Run((n + Block - 1) / Block, threads, cancel, block =>
    {
        for (int i = block * Block; i < Math.Min(n, (block + 1) * Block); i++)
        {
            Span<float> row = Above(i);
            distances.Above(i).CopyTo(row);
            rows.Apply(form, i, i + 1, row, bandwidth);
        }
    });

    /// <summary>Of distances: the median of the positive ones between the first rows; 1 when all rows are equal.</summary>
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

    /// <summary>
    /// Factors K + ridge·I for the first <paramref name="count"/> rows and gives how many of them were: fewer where rounding makes the
    /// matrix indefinite, and the others need a larger ridge.
    /// </summary>
    public int Factor(int count, double ridge)
    {
        Stripes.Run((count + Block - 1) / Block, threads, cancel, block =>
        {
            for (int left = 0; left <= block * Block; left += Block)
            {
                Mirror(block * Block, left, count);
            }
        });
        for (int i = 0; i < count; i++)
        {
            matrix[i * n + i] = (float)(1 + ridge);
        }

        int bad = Cholesky.Factor(matrix, count, n, threads, cancel);
        return bad < 0 ? count : bad;
    }

    /// <summary>A = (K + ridge·I)⁻¹·Y for the first <paramref name="count"/> rows and the factor at hand.</summary>
    /// <param name="targets">At least count × <paramref name="columns"/>, row-major.</param>
    public float[] Solve(int count, float[] targets, int columns)
    {
        float[] solution = targets[..(count * columns)];
        Cholesky.Solve(matrix, count, n, solution, columns, columns);
        return solution;
    }

    /// <summary>A solution of <see cref="Solve"/> with less of the rounding of float32.</summary>
    public float[] Refine(int count, double ridge, float[] targets, float[] solution, int columns) =>
        KernelRefinement.Improve(matrix, n, count, ridge, targets, solution, columns, threads, cancel);

    /// <summary>Diagonal of (K + ridge·I)⁻¹ for the last <paramref name="judged"/> of the first <paramref name="count"/> rows.</summary>
    public double[] InverseDiagonal(int count, int judged) => Cholesky.InverseDiagonal(matrix, count, n, judged, threads, cancel);

    /// <summary>
    /// Scores of the last rows of a solution by the model fitted without the row in question, in closed form: y − a / diagonal.
    /// </summary>
    /// <param name="inverse">What <see cref="InverseDiagonal"/> gave, one for each of those rows.</param>
    public static double[] LeaveOneOut(float[] targets, float[] solution, int columns, double[] inverse)
    {
        double[] scores = new double[inverse.Length * columns];
        int offset = solution.Length - scores.Length;
        for (int p = 0; p < scores.Length; p++)
        {
            scores[p] = targets[offset + p] - solution[offset + p] / inverse[p / columns];
        }

        return scores;
    }

    /// <summary>
    /// By how much of its own target the leave-one-out score of a row leans away from it, for the last rows, one for each of
    /// <paramref name="inverse"/>. Targets of classes are centred, so the others sum to minus the one left out: with targets in random order the
    /// score −Σ G_ij·y_j / G_ii has in expectation y_i times the mean of G_ij over j ≠ i, over G_ii, where G = (K + ridge·I)⁻¹. A row that is
    /// really new has no such others. Next to a weak signal it is no small thing.
    /// </summary>
    /// <param name="total">Rows over which the targets were centred.</param>
    public double[] Lean(int count, double[] inverse, int total)
    {
        float[] sums = [.. Enumerable.Repeat(1f, count)];
        Cholesky.Solve(matrix, count, n, sums, 1, 1);
        int offset = count - inverse.Length;
        return [.. inverse.Select((own, i) => total > 1 ? (sums[offset + i] - own) / (total - 1) / own : 0)];
    }

    private void FillBlocks(KernelRows rows, int count, KernelForm? form, double bandwidth) =>
        Stripes.Run((count + Block - 1) / Block, threads, cancel, block =>
        {
            int first = block * Block, height = Math.Min(Block, count - first);
            if (form is null)
            {
                rows.SquaredDistances(rows, first, height, first, count, matrix.AsSpan(first * n + first), n);
            }
            else
            {
                rows.Values(rows, first, height, first, count, form, bandwidth, matrix.AsSpan(first * n + first), n);
            }
        });

    private Span<float> Above(int row) => matrix.AsSpan(row * n + row + 1, n - row - 1);

    /// <summary>Copies a block from above the diagonal to its place below.</summary>
    private void Mirror(int top, int left, int count)
    {
        int bottom = Math.Min(top + Block, count);
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
