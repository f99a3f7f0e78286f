namespace MlCompare.Learners.Kernel;

/// <summary>
/// Kernel ridge regression with the first rows as centres, for more rows than a matrix of all pairs has room for: conjugate gradients
/// on the preconditioned normal equations (Falkon). Minimises |K·A − Y|² + ridge · Aᵀ·K_MM·A, all columns at once.
/// </summary>
internal sealed class NystromFit(KernelRows rows, int centres, KernelChoice choice, int threads, CancellationToken cancel)
{
    // With this preconditioner the error falls by a constant factor a step (Rudi et al. 2017, theorem 1).
    private const int Steps = 30;

    // Length of the preconditioned residual relative to the right-hand side at which float32 has no more to give.
    private const double Enough = 3e-4;

    // Beside KᵀK, which is up to n times K_MM, float32 does not see a smaller ridge: one rounding of n. It costs where a smaller one would do
    // (mnist with 60,000 rows: 0.9807, with a tenth 0.9830), but with half of it a noiseless regression of 160 rows already came apart.
    private const double LeastRidge = 1.2e-7;

    // Rows whose influence is computed at a time; rows, and steps for them, on which the preconditioner is checked.
    private const int BlockRows = 120, InfluenceRows = 40, InfluenceSteps = 8;

    // A row's own influence on its score, kept from 1 where rounding would divide by nothing.
    private const double LargestInfluence = 0.99;

    private readonly NystromProducts products = new(rows, centres, choice.Form, choice.Multiple, threads, cancel);
    private readonly NystromPreconditioner preconditioner = new(
        rows, centres, choice.Form, choice.Multiple, RidgeOf(rows, choice), threads, cancel);

    /// <summary>The ridge of the choice, or what rounding of so many rows makes of it.</summary>
    public double Ridge { get; } = RidgeOf(rows, choice);

    /// <summary>Weights of the centres, centres × columns.</summary>
    /// <param name="targets">rows × <paramref name="columns"/>, row-major.</param>
    public float[] Solve(float[] targets, int columns)
    {
        float[] right = Single(products.Normal(null, targets, columns));
        preconditioner.Back(right, columns);
        float[] solution = Conjugate(right, columns, Steps);
        preconditioner.Weights(solution, columns);
        return solution;
    }

    /// <summary>
    /// Scores of the last <paramref name="count"/> rows by the model without the row in question: (score − h·y) / (1 − h), where
    /// h = kᵀ·H⁻¹·k is the row's influence. It is taken from the preconditioner in place of H, times what that is off on some of the rows.
    /// </summary>
    public double[] LeaveOneOut(float[] targets, float[] weights, int columns, int count)
    {
        double[] scores = new double[count * columns];
        double factor = 1;
        float[] block = new float[BlockRows * centres], plain = new float[BlockRows * columns];
        for (int end = count; end > 0; end -= BlockRows)
        {
            int size = Math.Min(BlockRows, end), first = end - size;
            products.Kernel(rows.Count - count + first, size, block);
            Numerics.Gemm.Run(false, false, size, columns, centres, 1, block, centres, weights, columns, 0, plain, columns);
            float[] turned = new float[centres * size];
            for (int p = 0; p < turned.Length; p++)
            {
                turned[p] = block[p % size * centres + p / size];
            }

            preconditioner.Back(turned, size);
            double[] rough = Dots(turned, turned, size);
            if (end == count)
            {
                factor = Factor(turned, size, rough);
            }

            for (int p = 0; p < size * columns; p++)
            {
                double h = Math.Min(factor * rough[p / columns], LargestInfluence), y = targets[(rows.Count - count + first) * columns + p];
                scores[first * columns + p] = (plain[p] - h * y) / (1 - h);
            }
        }

        return scores;
    }

    /// <summary>True influence over the rough one, on the first of some rows (columns of <paramref name="turned"/>).</summary>
    private double Factor(float[] turned, int size, double[] rough)
    {
        int taken = Math.Min(InfluenceRows, size);
        float[] some = new float[centres * taken];
        for (int p = 0; p < some.Length; p++)
        {
            some[p] = turned[p / taken * size + p % taken];
        }

        return Dots(some, Conjugate(some, taken, InfluenceSteps), taken).Sum() / rough.Take(taken).Sum();
    }

    /// <summary>W⁻¹·V by conjugate gradients, each column by itself, where W is what <see cref="Apply"/> multiplies by.</summary>
    private float[] Conjugate(float[] right, int columns, int steps)
    {
        float[] residual = [.. right], solution = new float[right.Length], direction = [.. right];
        double[] size = Dots(residual, residual, columns), start = size;
        for (int step = 0; step < steps && size.Zip(start).Any(pair => pair.First > Enough * Enough * pair.Second); step++)
        {
            float[] image = Apply(direction, columns);
            double[] length = [.. Dots(direction, image, columns).Zip(size, (curve, left) => curve > 0 ? left / curve : 0)];
            Add(solution, direction, length);
            Add(residual, image, [.. length.Select(value => -value)]);
            double[] now = Dots(residual, residual, columns);
            double[] turn = [.. now.Zip(size, (next, last) => last > 0 ? next / last : 0)];
            for (int p = 0; p < direction.Length; p++)
            {
                direction[p] = residual[p] + (float)turn[p % columns] * direction[p];
            }

            size = now;
        }

        return solution;
    }

    /// <summary>C⁻¹·L⁻¹·(Kᵀ·K + ridge·K_MM + least ridge · jitter·I)·L⁻ᵀ·C⁻ᵀ·V: the jitter damps what is lost to rounding and nothing else.</summary>
    private float[] Apply(float[] vectors, int columns)
    {
        float[] weights = [.. vectors];
        preconditioner.Weights(weights, columns);
        double[] image = products.Normal(weights, null, columns);
        float[] square = preconditioner.Lower(preconditioner.Lower(weights, columns, true), columns, false);
        double beyond = (Ridge - LeastRidge * rows.Count) * preconditioner.Jitter;
        for (int p = 0; p < image.Length; p++)
        {
            image[p] += Ridge * square[p] - beyond * weights[p];
        }

        float[] result = Single(image);
        preconditioner.Back(result, columns);
        return result;
    }

    private static double RidgeOf(KernelRows rows, KernelChoice choice) => Math.Max(choice.Ridge, LeastRidge * rows.Count);

    private static void Add(float[] to, float[] vectors, double[] lengths)
    {
        for (int p = 0; p < to.Length; p++)
        {
            to[p] += (float)lengths[p % lengths.Length] * vectors[p];
        }
    }

    private static double[] Dots(float[] left, float[] right, int columns)
    {
        double[] sums = new double[columns];
        for (int p = 0; p < left.Length; p++)
        {
            sums[p % columns] += (double)left[p] * right[p];
        }

        return sums;
    }

    private static float[] Single(double[] values) => [.. values.Select(value => (float)value)];
}
