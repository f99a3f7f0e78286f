using System.Runtime.Intrinsics;

namespace MlCompare.Profiles;

/// <summary>For each row its nearest other rows, nearest first, by brute force.</summary>
internal sealed record Neighbours(int[][] Rows, double[][] SquaredDistances)
{
    /// <param name="rows">Row-major.</param>
    public static Neighbours Of(float[] rows, int width, int count)
    {
        int n = rows.Length / width;
        count = Math.Min(count, n - 1);
        (int[][] nearest, double[][] distances) = (new int[n][], new double[n][]);
        double[] all = new double[n];
        int[] order = new int[n];
        for (int row = 0; row < n; row++)
        {
            for (int other = 0; other < n; other++)
            {
                order[other] = other;
                all[other] = other == row ? double.PositiveInfinity : Squared(rows.AsSpan(row * width, width), rows.AsSpan(other * width, width));
            }

            int[] first = [.. Smallest(all, count)];
            nearest[row] = first;
            distances[row] = [.. first.Select(other => all[other])];
        }

        return new Neighbours(nearest, distances);
    }

    private static IEnumerable<int> Smallest(double[] values, int count)
    {
        PriorityQueue<int, (double, int)> kept = new(Comparer<(double, int)>.Create((a, b) => b.CompareTo(a)));
        for (int i = 0; i < values.Length; i++)
        {
            if (kept.Count < count)
            {
                kept.Enqueue(i, (values[i], i));
            }
            else if (kept.TryPeek(out _, out (double Worst, int) top) && values[i] < top.Worst)
            {
                kept.EnqueueDequeue(i, (values[i], i));
            }
        }

        return kept.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element);
    }

    private static double Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        // Eight lanes whatever the processor, so that the order of the sum is fixed.
        Vector256<float> sum = Vector256<float>.Zero;
        int j = 0;
        for (; j <= a.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            Vector256<float> difference = Vector256.Create(a.Slice(j, Vector256<float>.Count)) - Vector256.Create(b.Slice(j, Vector256<float>.Count));
            sum += difference * difference;
        }

        double total = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            total += sum[lane];
        }

        for (; j < a.Length; j++)
        {
            double difference = (double)a[j] - b[j];
            total += difference * difference;
        }

        return total;
    }
}
