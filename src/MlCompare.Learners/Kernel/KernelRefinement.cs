using System.Numerics;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Iterative refinement: the residual of a solution in double, by the kernel values above the diagonal, is solved again with the
/// float32 factor below it. With a small ridge it takes back most of what float32 loses.
/// </summary>
internal static class KernelRefinement
{
    // The second step gains as much again where the first one did; more than two are never worth their reading of the matrix.
    private const int Steps = 2;

    // Parts of the residual that are summed apart: fixed, so that the result does not depend on the number of threads.
    private const int Parts = 8;

    /// <param name="matrix">Kernel values above the diagonal, the factor of the first <paramref name="count"/> rows on and below it.</param>
    /// <param name="n">Numbers between two rows of the matrix.</param>
    /// <returns>The best of the solutions met, by the length of the residual.</returns>
    public static float[] Improve(
        float[] matrix, int n, int count, double ridge, float[] targets, float[] solution, int columns, int threads, CancellationToken cancel)
    {
        double[] at = [.. solution.AsSpan(0, count * columns)], best = at;
        double least = double.PositiveInfinity;
        for (int step = 0; ; step++)
        {
            double[] residual = Residual(matrix, n, count, ridge, targets, at, columns, threads, cancel);
            double size = residual.Sum(value => value * value);
            if (!(size < least))
            {
                break;
            }

            (least, best) = (size, at);
            if (step == Steps)
            {
                break;
            }

            float[] change = [.. residual.Select(value => (float)value)];
            Cholesky.Solve(matrix, count, n, change, columns, columns);
            at = [.. at.Zip(change, (value, more) => value + more)];
        }

        return [.. best.Select(value => (float)value)];
    }

    /// <summary>Y − (K + ridge·I)·A.</summary>
    private static double[] Residual(
        float[] matrix, int n, int count, double ridge, float[] targets, double[] solution, int columns, int threads, CancellationToken cancel)
    {
        double[][] parts = new double[Parts][];
        double[] byColumn = Transposed(solution, count, columns);
        Stripes.Run(Parts, threads, cancel, part =>
        {
            // Products with K column by column; rows part, part + Parts, …: stripes of equal work.
            double[] sums = parts[part] = new double[count * columns];
            for (int i = part; i < count; i += Parts)
            {
                ReadOnlySpan<float> row = matrix.AsSpan(i * n + i + 1, count - i - 1);
                for (int c = 0; c < columns; c++)
                {
                    int own = c * count + i;
                    double sum = (1 + ridge) * byColumn[own];
                    sum += Symmetric(row, byColumn.AsSpan(own + 1, row.Length), byColumn[own], sums.AsSpan(own + 1, row.Length));
                    sums[own] += sum;
                }
            }
        });
        double[] residual = new double[count * columns];
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < columns; c++)
            {
                double sum = 0;
                foreach (double[] part in parts)
                {
                    sum += part[c * count + i];
                }

                residual[i * columns + c] = targets[i * columns + c] - sum;
            }
        }

        return residual;
    }

    /// <summary>What one row of the upper triangle gives to its own sum (the result) and, as a column, to those below it.</summary>
    private static double Symmetric(ReadOnlySpan<float> row, ReadOnlySpan<double> others, double own, Span<double> below)
    {
        int half = Vector<double>.Count, lanes = 2 * half, j = 0;
        Vector<double> first = Vector<double>.Zero, second = Vector<double>.Zero, ownLanes = new(own);
        for (; j + lanes <= row.Length; j += lanes)
        {
            Vector.Widen(new Vector<float>(row[j..]), out Vector<double> low, out Vector<double> high);
            first += low * new Vector<double>(others[j..]);
            second += high * new Vector<double>(others[(j + half)..]);
            (new Vector<double>(below[j..]) + low * ownLanes).CopyTo(below[j..]);
            (new Vector<double>(below[(j + half)..]) + high * ownLanes).CopyTo(below[(j + half)..]);
        }

        double sum = Vector.Sum(first + second);
        for (; j < row.Length; j++)
        {
            sum += row[j] * others[j];
            below[j] += row[j] * own;
        }

        return sum;
    }

    private static double[] Transposed(double[] values, int rows, int columns)
    {
        double[] turned = new double[values.Length];
        for (int p = 0; p < values.Length; p++)
        {
            turned[p % columns * rows + p / columns] = values[p];
        }

        return turned;
    }
}
