namespace MlCompare.Learners.Forest;

/// <summary>
/// One number a row: a target, or 0 and 1 for two classes, where variance and Gini impurity are the same but for a factor.
/// </summary>
internal struct ScalarTally(double[] targets) : ITally
{
    private readonly double[] weights = new double[256];
    private readonly double[] sums = new double[256];
    private double totalWeight, totalSum, leftWeight, leftSum;

    public bool Begin(ReadOnlySpan<int> rows, byte[] weights)
    {
        double weight = 0, sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (int row in rows)
        {
            double target = targets[row];
            weight += weights[row];
            sum += weights[row] * target;
            least = Math.Min(least, target);
            most = Math.Max(most, target);
        }

        totalWeight = weight;
        totalSum = sum;
        return !(least < most);
    }

    public readonly void Clear(int slot)
    {
        weights[slot] = 0;
        sums[slot] = 0;
    }

    public readonly void Put(int slot, int row, int weight)
    {
        weights[slot] += weight;
        sums[slot] += weight * targets[row];
    }

    public void StartScan()
    {
        leftWeight = 0;
        leftSum = 0;
    }

    public void MoveLeft(int slot)
    {
        leftWeight += weights[slot];
        leftSum += sums[slot];
    }

    public readonly double Score()
    {
        double rightSum = totalSum - leftSum;
        return leftSum * leftSum / leftWeight + rightSum * rightSum / (totalWeight - leftWeight);
    }

    public readonly double Unsplit() => totalSum * totalSum / totalWeight;

    public readonly double Key(int slot) => sums[slot] / weights[slot];

    public readonly void AddLeaf(ForestLeaves leaves) => leaves.Add(totalSum / totalWeight, totalWeight);
}
