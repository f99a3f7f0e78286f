namespace MlCompare.Learners.Kernel;

/// <summary>
/// (K + ridge·I)·A = Y with all rows, of more of them than a factor has room for: conjugate gradients on the system itself, all columns at
/// once, preconditioned by <see cref="LowRankPreconditioner"/>. K is never squared, so that float32 sees ridges that it does not see beside
/// KᵀK (<see cref="NystromFit"/>), and memory grows with the rows.
/// </summary>
internal sealed class IteratedFit
{
    // Most rows that the preconditioner goes by.
    private const int MostRank = 2000;

    // With mnist (60,000 rows, Laplace kernel) a dozen reach what is enough; smooth kernels with small ridges take all of them.
    private const int Steps = 40;

    // Length of the residual relative to that of the targets: scores of training rows are off by that much of their spread.
    private const double Enough = 1e-3;

    // A residual of this length is no solution: rounding has made the matrix indefinite, and the ridge has to be larger. With 1,000 rows, and
    // Gaussian kernels of which the exact factor needed a ridge of 1e-4, smaller ones ended from 0.1 to 2e6; all others at 0.002 and below.
    private const double Broken = 0.1;

    // Vectors that ask for the diagonal of the inverse, and what is enough for them.
    private const int Probes = 24;
    private const double EnoughForProbes = 0.02;

    private readonly KernelRows rows;
    private readonly PairProducts products;
    private readonly LowRankPreconditioner preconditioner;
    private double probeResidual;

    private IteratedFit(KernelRows rows, KernelChoice choice, int threads, CancellationToken cancel)
    {
        (this.rows, Choice) = (rows, choice);
        products = new PairProducts(rows, choice.Form, choice.Multiple, threads, cancel);
        preconditioner = new LowRankPreconditioner(rows, Rank(rows.Count), choice, threads, cancel);
    }

    /// <summary>With the ridge that rounding allowed.</summary>
    public KernelChoice Choice { get; }

    /// <summary>rows × columns of the targets.</summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>Scores of the last rows by the model without the row in question.</summary>
    public double[] LeaveOneOut { get; private set; } = [];

    /// <summary>Length of the residual relative to that of the targets, the worst column's.</summary>
    public double Residual { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Rows that the preconditioner goes by, of which it keeps a number for each row.</summary>
    public static int Rank(int rows) => Math.Min(MostRank, Math.Max(1, rows / 2));

    /// <exception cref="ArithmeticException">No ridge helps: the kernel or the targets are not finite.</exception>
    /// <param name="judged">Rows at the end whose leave-one-out scores are wanted.</param>
    public static IteratedFit Run(
        KernelRows rows, KernelTargets targets, KernelChoice choice, int judged, int threads, CancellationToken cancel)
    {
        while (true)
        {
            IteratedFit fit = new(rows, choice, threads, cancel);
            if (fit.Solve(targets, Math.Min(judged, rows.Count)))
            {
                return fit;
            }

            choice = choice.Ridge <= rows.Count
                ? choice with { Ridge = choice.Ridge * 10 }
                // Beyond the length of any kernel matrix of values up to 1, rounding is no excuse.
                : throw new ArithmeticException($"the kernel matrix of these rows has values that are no numbers (a ridge of {choice.Ridge:G3} was no cure)");
        }
    }

    /// <summary>False where rounding makes the matrix indefinite.</summary>
    private bool Solve(KernelTargets targets, int judged)
    {
        int count = rows.Count, own = targets.Columns, probes = Math.Min(Probes, judged), columns = own + probes, first = count - judged;
        double[] right = new double[count * columns];
        for (int p = 0; p < count * own; p++)
        {
            right[p / own * columns + p % own] = targets.Values[p];
        }

        // Random signs on every 24th of the rows judged: what other rows of the vector add to a diagonal element of the inverse is small
        // and of either sign (Bekas, Kokiopoulou and Saad 2007); with up to 24 rows there are no others.
        Rng rng = new(Seeds.From(0, "signs of probes"));
        for (int i = 0; i < judged; i++)
        {
            right[(first + i) * columns + own + i % probes] = rng.NextInt(2) * 2 - 1;
        }

        if (Conjugate(right, columns, own) is not { } solution || !(Residual <= Broken) || !(probeResidual <= Broken))
        {
            return false;
        }

        Weights = new float[count * own];
        for (int p = 0; p < Weights.Length; p++)
        {
            Weights[p] = (float)solution[p / own * columns + p % own];
        }

        LeaveOneOut = new double[judged * own];
        for (int i = 0; i < judged; i++)
        {
            // At least what the row is worth alone, at most what the noise allows.
            int probe = (first + i) * columns + own + i % probes;
            double inverse = Math.Clamp(solution[probe] * right[probe], 1 / (1 + Choice.Ridge), 1 / Choice.Ridge);
            for (int c = 0; c < own; c++)
            {
                int at = (first + i) * own + c;
                LeaveOneOut[i * own + c] = targets.Values[at] - Weights[at] / inverse;
            }
        }

        return true;
    }

    /// <summary>Null where a direction has no positive length. Flexible: the preconditioner is rounded.</summary>
    private double[]? Conjugate(double[] right, int columns, int own)
    {
        double[] residual = [.. right], solution = new double[right.Length], start = Dots(right, right, columns), left = start;
        float[] direction = preconditioner.Solve(Single(residual), columns);
        double[] size = Dots(residual, direction, columns);
        while (Taken < Steps && !Done(left, start, own))
        {
            double[] image = products.Times(direction, columns);
            for (int p = 0; p < image.Length; p++)
            {
                image[p] += Choice.Ridge * direction[p];
            }

            double[] curve = Dots(image, direction, columns);
            if (Enumerable.Range(0, own).Any(c => start[c] != 0 && !(curve[c] > 0)))
            {
                return null;
            }

            double[] length = [.. curve.Zip(size, (value, squared) => value > 0 ? squared / value : 0)], last = [.. residual];
            for (int p = 0; p < direction.Length; p++)
            {
                solution[p] += length[p % columns] * direction[p];
                residual[p] -= length[p % columns] * image[p];
            }

            float[] turned = preconditioner.Solve(Single(residual), columns);
            double[] now = Dots(residual, turned, columns), old = Dots(last, turned, columns);
            for (int p = 0; p < direction.Length; p++)
            {
                int c = p % columns;
                direction[p] = turned[p] + (size[c] > 0 ? (float)((now[c] - old[c]) / size[c]) * direction[p] : 0);
            }

            (size, left) = (now, Dots(residual, residual, columns));
            Taken++;
        }

        double[] relative = [.. left.Zip(start, (now, then) => then == 0 ? 0 : Math.Sqrt(now / then))];
        (Residual, probeResidual) = (relative[..own].Max(), relative[own..].Max());
        return solution;
    }

    private static bool Done(double[] left, double[] start, int own) => Enumerable.Range(0, left.Length).All(c =>
        left[c] <= (c < own ? Enough * Enough : EnoughForProbes * EnoughForProbes) * start[c]);

    private static double[] Dots(double[] left, float[] right, int columns)
    {
        double[] sums = new double[columns];
        for (int p = 0; p < left.Length; p++)
        {
            sums[p % columns] += left[p] * right[p];
        }

        return sums;
    }

    private static double[] Dots(double[] left, double[] right, int columns)
    {
        double[] sums = new double[columns];
        for (int p = 0; p < left.Length; p++)
        {
            sums[p % columns] += left[p] * right[p];
        }

        return sums;
    }

    private static float[] Single(double[] values) => [.. values.Select(value => (float)value)];
}
