using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// The learning curve beyond the rows at hand (<see cref="EigenFramework"/>). The spectrum is that of the kernel matrix of the first rows,
/// with a power law that holds the rest of the trace behind it; the target's part in the largest modes is read off their eigenvectors.
/// The rest of its variance is shared between smaller modes, by a power law, and noise: of all powers and noises the one is taken whose
/// curve comes closest to the errors of models of a half, a quarter, … of the rows, which one factor gives.
/// </summary>
internal sealed class LearningForecast
{
    // Rows of the matrix that is decomposed: a second or so.
    private const int EigenRows = 600;

    // Eigenvalues beyond this share of the matrix tell more of the rows than of the kernel; eigenvectors do so far earlier: on smooth
    // targets 1 % of them gave forecasts of the fourfold rows within 2 %, 5 % within 20 %.
    private const double TrustedValues = 0.25, TrustedVectors = 0.01;

    private const int LeastVectors = 3;

    // Bins of the tail: each reaches a quarter further, a hundred reach to a billion modes.
    private const double BinRatio = 1.25;
    private const int Bins = 90;

    // Smallest size that is looked at, sizes looked at, and rows judged at each.
    private const int LeastRows = 60, Sizes = 6, JudgedRows = 2000;

    // Powers and noises tried: from a tail that falls no faster than its modes grow in number to one that is as good as none.
    private const int Exponents = 40, Noises = 60;
    private const double LeastExponent = 1.02, ExponentRange = 4;

    // How an error rate goes with the squared error of the scores: to this power, where the sizes at hand do not tell.
    private const double LeastPower = 0.5, MostPower = 2;

    private readonly KernelSystem system;
    private readonly KernelTargets targets;
    private readonly double ridge;

    private LearningForecast(KernelSystem system, KernelTargets targets, double ridge) =>
        (this.system, this.targets, this.ridge) = (system, targets, ridge);

    /// <summary>At two, four and eight times the rows; null for too few rows to tell.</summary>
    /// <param name="system">Kernel values and factor of at least the rows of <paramref name="targets"/>.</param>
    public static IReadOnlyList<ForecastPoint>? Of(KernelSystem system, KernelTargets targets, double ridge, CancellationToken cancel)
    {
        int count = targets.Count;
        if (count < 4 * LeastRows)
        {
            return null;
        }

        LearningForecast forecast = new(system, targets, ridge);
        (int Rows, double Squared, double Error)[] seen = [.. Enumerable.Range(0, Sizes).Select(k => count >> k).TakeWhile(rows => rows >= LeastRows)
            .Select(forecast.Seen)];
        KernelModes modes = forecast.Fit(forecast.Modes(cancel), seen);
        double now = EigenFramework.Error(modes, ridge, count), power = forecast.Power(seen);
        return [.. new[] { 2, 4, 8 }.Select(times => new ForecastPoint(
            times * count, seen[0].Error * Math.Pow(EigenFramework.Error(modes, ridge, times * count) / now, power)))];
    }

    /// <summary>
    /// Squared error of the scores, and the primary measure, of a model of the first <paramref name="rows"/>, on the last rows of all:
    /// those that it has not seen, and those that it has by leaving them out.
    /// </summary>
    private (int Rows, double Squared, double Error) Seen(int rows)
    {
        int count = targets.Count, columns = targets.Columns, judged = Math.Min(count, JudgedRows), start = count - judged;
        float[] solution = system.Solve(rows, targets.Values, columns);
        int left = Math.Max(0, rows - start), first = Math.Max(rows, start), unseen = count - first;
        List<double> scores = [];
        if (left > 0)
        {
            scores.AddRange(KernelSystem.LeaveOneOut(targets.Values, solution, columns, system.InverseDiagonal(rows, left)));
        }

        if (unseen > 0)
        {
            float[] others = new float[unseen * columns];
            Gemm.Run(true, false, unseen, columns, rows, 1, system.Matrix.AsSpan(first), system.Count, solution, columns, 0, others, columns);
            scores.AddRange(others.Select(score => (double)score));
        }

        double[] all = [.. scores];
        return (rows, targets.SquaredError(all, start, judged), targets.Error(all, start, judged));
    }

    /// <summary>Eigenvalues, and the squared coefficients of the targets in the largest modes, noise included.</summary>
    private KernelModes Modes(CancellationToken cancel)
    {
        int m = Math.Min(targets.Count, EigenRows), head = (int)(TrustedValues * m), known = Known(m);
        double[] matrix = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            matrix[i * m + i] = 1;
            for (int j = i + 1; j < m; j++)
            {
                matrix[i * m + j] = matrix[j * m + i] = system.Matrix[i * system.Count + j];
            }
        }

        SymmetricEigen eigen = SymmetricEigen.Decompose(matrix, m, cancel);
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(i => eigen.Values[i]).Take(head)];
        double[] values = new double[head + Bins], counts = new double[head + Bins], masses = new double[head + Bins];
        for (int p = 0; p < head; p++)
        {
            (values[p], counts[p]) = (Math.Max(eigen.Values[order[p]] / m, 1e-12), 1);
            masses[p] = p < known ? Coefficients(eigen.Vectors.AsSpan(order[p] * m, m)) : 0;
        }

        double last = values[head - 1], rest = Math.Max(1 - values.Sum(), last), exponent = 1 + last * head / rest;
        for (int b = 0; b < Bins; b++)
        {
            double from = Math.Pow(BinRatio, b), to = from * BinRatio;
            counts[head + b] = head * (to - from);
            values[head + b] = last * Math.Pow(Math.Sqrt(from * to), -exponent);
        }

        return new KernelModes(values, counts, masses, 0);
    }

    /// <summary>Square of the targets along a unit vector of the first rows, a row and column.</summary>
    private double Coefficients(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int c = 0; c < targets.Columns; c++)
        {
            double product = 0;
            for (int i = 0; i < vector.Length; i++)
            {
                product += vector[i] * targets.Values[i * targets.Columns + c];
            }

            sum += product * product;
        }

        return sum / vector.Length / targets.Columns;
    }

    private static int Known(int rows) => Math.Max(LeastVectors, (int)(TrustedVectors * rows));

    private KernelModes Fit(KernelModes raw, (int Rows, double Squared, double Error)[] seen)
    {
        int rows = Math.Min(targets.Count, EigenRows), known = Known(rows), head = raw.Values.Length - Bins;
        double total = targets.Values.Average(value => (double)value * value);

        // What the known modes do not hold looks like noise to them: each has one row's share of it.
        double rest = Math.Max(0, total - raw.Masses.Sum()) / (1 - (double)known / rows);
        double[] kappas = [.. seen.Select(size => EigenFramework.Kappa(raw, ridge, size.Rows))];
        double least = double.PositiveInfinity;
        KernelModes best = raw;
        for (int step = 0; step < Exponents; step++)
        {
            double[] unit = Tail(raw.Counts, known, head, LeastExponent * Math.Pow(ExponentRange, (double)step / Exponents));
            for (int share = 0; share < Noises; share++)
            {
                double noise = Math.Min(rest, seen[0].Squared) * share / Noises;
                double[] masses = [.. unit.Select((part, i) => i < known ? Math.Max(0, raw.Masses[i] - rest / rows) : part * (rest - noise))];
                double loss = Loss(raw, masses, noise, kappas, seen);
                (least, best) = loss < least ? (loss, raw with { Masses = masses, Noise = noise }) : (least, best);
            }
        }

        return best;
    }

    /// <summary>Shares, 1 in all, that fall with a power of the mode's rank; none for the modes that are known.</summary>
    private static double[] Tail(double[] counts, int known, int head, double exponent)
    {
        double[] shares = [.. counts.Select((count, i) => i < known
            ? 0
            : count * Math.Pow(i < head ? i + 1 : head * Math.Pow(BinRatio, i - head + 0.5), -exponent))];
        double sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    /// <summary>The latest sizes count most: what the curve does from here on is what is asked.</summary>
    private static double Loss(
        KernelModes modes, double[] masses, double noise, double[] kappas, (int Rows, double Squared, double Error)[] seen)
    {
        double loss = 0;
        for (int k = 0; k < seen.Length; k++)
        {
            double miss = Math.Log(EigenFramework.Error(modes, kappas[k], seen[k].Rows, masses, noise) / seen[k].Squared);
            loss += miss * miss / (k + 1);
        }

        return loss;
    }

    /// <summary>The root for an RMSE; for an error rate the slope of its logarithm over that of the squared error, at the sizes at hand.</summary>
    private double Power((int Rows, double Squared, double Error)[] seen)
    {
        if (targets.Order is null)
        {
            return 0.5;
        }

        (double X, double Y)[] points = [.. seen.Where(size => size.Error > 0).Select(size => (Math.Log(size.Squared), Math.Log(size.Error)))];
        if (points.Length < 2)
        {
            return 1;
        }

        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        double slope = points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
        return double.IsFinite(slope) ? Math.Clamp(slope, LeastPower, MostPower) : 1;
    }
}
