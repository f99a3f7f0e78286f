using System.Numerics;
using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>Class probabilities of a training row from its ten nearest among the first rows, half a count added to every class.</summary>
internal sealed class NeighbourProbabilities
{
    private const int Neighbours = 10;
    private const double Prior = 0.5;

    private readonly float[] rows;
    private readonly int width;
    private readonly int[] labels;
    private readonly int classCount;

    public NeighbourProbabilities(Block block)
    {
        NumericView view = new(block.TestFeatures);
        rows = view.Of(block.Train.Features);
        width = view.Width;
        labels = block.TrainTrue.Classes;
        classCount = block.TrainTrue.ClassCount;
    }

    /// <summary>P(y = k) at a row, a new array.</summary>
    /// <param name="known">Neighbours are sought among the first so many rows, the row itself left out.</param>
    public double[] Of(int row, int known)
    {
        PriorityQueue<int, float> nearest = new(Neighbours + 1);
        ReadOnlySpan<float> x = rows.AsSpan(row * width, width);
        for (int other = 0; other < known; other++)
        {
            if (other == row)
            {
                continue;
            }

            float closeness = -SquaredDistance(x, rows.AsSpan(other * width, width));
            if (nearest.Count < Neighbours)
            {
                nearest.Enqueue(other, closeness);
            }
            else
            {
                nearest.EnqueueDequeue(other, closeness);
            }
        }

        double[] p = [.. Enumerable.Repeat(Prior, classCount)];
        double sum = Prior * classCount + nearest.Count;
        foreach ((int other, _) in nearest.UnorderedItems)
        {
            p[labels[other]]++;
        }

        for (int k = 0; k < classCount; k++)
        {
            p[k] /= sum;
        }

        return p;
    }

    private static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int j = 0;
        for (; j <= a.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> difference = new Vector<float>(a[j..]) - new Vector<float>(b[j..]);
            sums += difference * difference;
        }

        float sum = Vector.Sum(sums);
        for (; j < a.Length; j++)
        {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }

        return sum;
    }
}
