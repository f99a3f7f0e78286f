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

    // Rows whose influence is computed at a time, and steps for those on which the preconditioner is checked.
    private const int BlockRows = 120, InfluenceSteps = 8;

    // A row's own influence on its score, kept from 1 where rounding would divide by nothing.
    private const double LargestInfluence = 0.99;

    private readonly NystromProducts products = new(rows, centres, choice.Form, choice.Multiple, threads, cancel);
    private readonly NystromPreconditioner preconditioner = new(rows, centres, choice.Form, choice.Multiple, choice.Ridge, threads, cancel);

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
                factor = Dots(turned, Conjugate(turned, size, InfluenceSteps), size).Sum() / rough.Sum();
            }

            for (int p = 0; p < size * columns; p++)
            {
                double h = Math.Min(factor * rough[p / columns], LargestInfluence), y = targets[(rows.Count - count + first) * columns + p];
                scores[first * columns + p] = (plain[p] - h * y) / (1 - h);
            }
        }

        return scores;
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

    /// <summary>C⁻¹·(L⁻¹·Kᵀ·K·L⁻ᵀ + ridge·I)·C⁻ᵀ·V.</summary>
    private float[] Apply(float[] vectors, int columns)
    {
        float[] weights = [.. vectors];
        preconditioner.Weights(weights, columns);
        double[] normal = products.Normal(weights, null, columns);
        float[] regular = preconditioner.Lower(preconditioner.Lower(weights, columns, true), columns, false);
        float[] image = [.. normal.Zip(regular, (value, part) => (float)(value + choice.Ridge * part))];
        preconditioner.Back(image, columns);
        return image;
    }

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
