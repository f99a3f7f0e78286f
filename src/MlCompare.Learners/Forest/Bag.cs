namespace MlCompare.Learners.Forest;

/// <summary>The rows of one tree.</summary>
/// <param name="Drawn">Different rows drawn, ascending.</param>
/// <param name="Left">The rows left out.</param>
/// <param name="Weights">Row → how often it was drawn.</param>
internal sealed record Bag(int[] Drawn, int[] Left, byte[] Weights)
{
    /// <summary>As many draws with replacement as there are rows.</summary>
    public static Bag Bootstrap(int count, Rng rng)
    {
        byte[] weights = new byte[count];
        int drawn = 0;
        for (int i = 0; i < count; i++)
        {
            int row = rng.NextInt(count);
            drawn += weights[row] == 0 ? 1 : 0;
            // More than 255 draws of one row of many don't happen.
            weights[row] = (byte)Math.Min(255, weights[row] + 1);
        }

        int[] inside = new int[drawn], outside = new int[count - drawn];
        for (int row = 0, inBag = 0; row < count; row++)
        {
            if (weights[row] > 0)
            {
                inside[inBag++] = row;
            }
            else
            {
                outside[row - inBag] = row;
            }
        }

        return new Bag(inside, outside, weights);
    }

    /// <summary>Every row once.</summary>
    public static Bag All(int count)
    {
        byte[] weights = new byte[count];
        Array.Fill(weights, (byte)1);
        return new Bag([.. Enumerable.Range(0, count)], [], weights);
    }
}
