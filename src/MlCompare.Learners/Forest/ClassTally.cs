using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Forest;

/// <summary>How often each of three or more classes occurs: one tree for all of them, split by the Gini impurity.</summary>
internal struct ClassTally : ITally
{
    private const int Lanes = 8;

    private readonly int[] classes;
    private readonly int outputs;
    private readonly int width;
    private readonly float[] counts;
    private readonly float[] total;
    private readonly float[] left;
    private int largest;
    private float totalWeight;

    /// <param name="classes">Row → class, 0 … <paramref name="outputs"/>−1.</param>
    public ClassTally(int[] classes, int outputs)
    {
        this.classes = classes;
        this.outputs = outputs;
        width = (outputs + Lanes - 1) / Lanes * Lanes;
        counts = new float[256 * width];
        total = new float[width];
        left = new float[width];
    }

    public bool Begin(ReadOnlySpan<int> rows, byte[] weights)
    {
        Array.Clear(total);
        float sum = 0;
        foreach (int row in rows)
        {
            total[classes[row]] += weights[row];
            sum += weights[row];
        }

        totalWeight = sum;
        largest = Array.IndexOf(total, total.Max());
        return total[largest] == sum;
    }

    public readonly void Clear(int slot) => counts.AsSpan(slot * width, width).Clear();

    public readonly void Put(int slot, int row, int weight) => counts[slot * width + classes[row]] += weight;

    public readonly void StartScan() => Array.Clear(left);

    public readonly void MoveLeft(int slot)
    {
        ReadOnlySpan<float> own = counts.AsSpan(slot * width, width);
        for (int k = 0; k < width; k += Lanes)
        {
            (Vector256.Create<float>(left.AsSpan(k)) + Vector256.Create(own[k..])).CopyTo(left.AsSpan(k));
        }
    }

    public readonly double Score()
    {
        Vector256<float> leftSquares = default, rightSquares = default, leftSum = default;
        for (int k = 0; k < width; k += Lanes)
        {
            Vector256<float> onLeft = Vector256.Create<float>(left.AsSpan(k));
            Vector256<float> onRight = Vector256.Create<float>(total.AsSpan(k)) - onLeft;
            leftSquares += onLeft * onLeft;
            rightSquares += onRight * onRight;
            leftSum += onLeft;
        }

        double weight = Vector256.Sum(leftSum);
        return Vector256.Sum(leftSquares) / weight + Vector256.Sum(rightSquares) / (totalWeight - weight);
    }

    public readonly double Unsplit() => total.Sum(count => (double)count * count) / totalWeight;

    /// <summary>By the share of the node's most frequent class: exact when the others share what is left alike, a guess else.</summary>
    public readonly double Key(int slot)
    {
        float sum = 0;
        foreach (float count in counts.AsSpan(slot * width, width))
        {
            sum += count;
        }

        return counts[slot * width + largest] / sum;
    }

    public readonly void AddLeaf(ForestLeaves leaves)
    {
        for (int k = 0; k < outputs; k++)
        {
            if (total[k] > 0)
            {
                leaves.AddShare(k, total[k] / totalWeight);
            }
        }

        leaves.Add(0, totalWeight);
    }
}
