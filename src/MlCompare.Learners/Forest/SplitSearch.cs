using MlCompare.Learners.Boosting;

namespace MlCompare.Learners.Forest;

/// <summary>
/// The best split of a node among the columns tried: for numbers every threshold (extra trees: one drawn between the node's least and
/// largest bin) with the missing rows on either side, for categories every cut in the order of <see cref="ITally.Key"/> (extra trees:
/// one drawn set of levels). A split that gains nothing is still a split: below it one may gain.
/// </summary>
/// <param name="drawn">True for extra trees (Geurts, Ernst and Wehenkel 2006).</param>
/// <param name="minRows">Different rows a side.</param>
internal sealed class SplitSearch<T>(ForestTable table, T targets, bool drawn, int minRows)
    where T : struct, ITally
{
    /// <summary>Up to this many rows are sorted; more are summed by bin. Both ways give the same sums.</summary>
    private const int SortUpTo = 48;

    private readonly ushort[] sorted = new ushort[SortUpTo];
    private readonly double[] keys = new double[256];
    private readonly int[] slots = new int[256];
    private readonly int[] codes = new int[256];
    private readonly int[] rowsOf = new int[256];
    private T tally = targets;
    private int present;
    private double best;
    private int bestColumn;
    private BinSet bestSet;
    private int bestLeft;

    /// <summary>Starts with a node; true when there is nothing to split.</summary>
    public bool Begin(ReadOnlySpan<int> rows, byte[] weights)
    {
        best = double.NegativeInfinity;
        bestColumn = -1;
        return tally.Begin(rows, weights);
    }

    public void AddLeaf(ForestLeaves leaves) => tally.AddLeaf(leaves);

    public Split? Best => bestColumn < 0 ? null : new Split(best - tally.Unsplit(), bestColumn, bestSet, new Sums(0, 0, bestLeft));

    /// <summary>Looks at one more column; false when all rows of the node share a bin.</summary>
    public bool Try(int column, ReadOnlySpan<int> rows, byte[] weights, Rng rng)
    {
        byte[] code = table.Codes[column];
        ColumnBins bins = table.Bins[column];
        if (rows.Length <= SortUpTo ? !Sort(code, rows, weights) : !Count(code, bins.Count, rows, weights))
        {
            return false;
        }

        if (!bins.IsCategorical)
        {
            Numbers(column, bins, rows.Length, drawn ? rng : null);
        }
        else if (drawn)
        {
            DrawnLevels(column, bins, rows.Length, rng);
        }
        else
        {
            Levels(column, bins, rows.Length);
        }

        return true;
    }

    private bool Sort(byte[] code, ReadOnlySpan<int> rows, byte[] weights)
    {
        int first = code[rows[0]], different = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            int own = code[rows[i]];
            different |= own ^ first;
            sorted[i] = (ushort)(own << 8 | i);
        }

        if (different == 0)
        {
            return false;
        }

        Span<ushort> order = sorted.AsSpan(0, rows.Length);
        order.Sort();
        present = 0;
        int last = -1;
        foreach (ushort entry in order)
        {
            if (entry >> 8 != last)
            {
                last = entry >> 8;
                tally.Clear(present);
                codes[present] = last;
                slots[present] = present;
                rowsOf[present++] = 0;
            }

            int row = rows[entry & 255];
            tally.Put(present - 1, row, weights[row]);
            rowsOf[present - 1]++;
        }

        return true;
    }

    private bool Count(byte[] code, int bins, ReadOnlySpan<int> rows, byte[] weights)
    {
        Array.Clear(rowsOf, 0, bins);
        foreach (int row in rows)
        {
            int own = code[row];
            if (rowsOf[own]++ == 0)
            {
                tally.Clear(own);
            }

            tally.Put(own, row, weights[row]);
        }

        present = 0;
        for (int own = 0; own < bins; own++)
        {
            if (rowsOf[own] > 0)
            {
                codes[own] = own;
                slots[present++] = own;
            }
        }

        return present > 1;
    }

    private void Numbers(int column, ColumnBins bins, int rows, Rng? rng)
    {
        int last = codes[slots[present - 1]];
        bool hasMissing = last == bins.ValueBins;
        int numbers = hasMissing ? present - 1 : present;
        // Drawn from the bins between the least and the largest, empty ones included.
        int only = rng is null || numbers < 2 ? -1 : codes[slots[0]] + rng.NextInt(codes[slots[numbers - 1]] - codes[slots[0]]);
        int cut = -1;
        bool missingLeft = false;
        for (int pass = 0; pass < (hasMissing ? 2 : 1); pass++)
        {
            tally.StartScan();
            int left = 0;
            if (pass == 1)
            {
                tally.MoveLeft(slots[numbers]);
                left = rowsOf[slots[numbers]];
            }

            int end = pass == 1 ? numbers - 1 : Math.Min(numbers, present - 1);
            for (int i = 0; i < end; i++)
            {
                tally.MoveLeft(slots[i]);
                left += rowsOf[slots[i]];
                bool offered = only < 0 || (codes[slots[i]] <= only && codes[slots[i + 1]] > only);
                if (offered && Improves(left, rows))
                {
                    cut = i;
                    missingLeft = pass == 1;
                }
            }
        }

        if (cut >= 0)
        {
            int upTo = only >= 0 ? only
                : cut + 1 < numbers ? (codes[slots[cut]] + codes[slots[cut + 1]] - 1) / 2
                : bins.ValueBins - 1;
            BinSet set = BinSet.UpTo(upTo);
            Keep(column, (hasMissing ? missingLeft : 2 * bestLeft > rows) ? set.With(bins.ValueBins) : set);
        }
    }

    private void Levels(int column, ColumnBins bins, int rows)
    {
        for (int i = 0; i < present; i++)
        {
            keys[i] = tally.Key(slots[i]);
        }

        Array.Sort(keys, slots, 0, present);
        tally.StartScan();
        int left = 0, cut = -1;
        for (int i = 0; i + 1 < present; i++)
        {
            tally.MoveLeft(slots[i]);
            left += rowsOf[slots[i]];
            cut = Improves(left, rows) ? i : cut;
        }

        if (cut >= 0)
        {
            KeepLevels(column, bins, cut, rows);
        }
    }

    private void DrawnLevels(int column, ColumnBins bins, int rows, Rng rng)
    {
        // Those that go left come first.
        int toLeft = 1 + rng.NextInt(present - 1);
        rng.Shuffle(slots.AsSpan(0, present));
        tally.StartScan();
        int left = 0;
        for (int i = 0; i < toLeft; i++)
        {
            tally.MoveLeft(slots[i]);
            left += rowsOf[slots[i]];
        }

        if (Improves(left, rows))
        {
            KeepLevels(column, bins, toLeft - 1, rows);
        }
    }

    private void KeepLevels(int column, ColumnBins bins, int cut, int rows)
    {
        BinSet set = default, seen = default;
        for (int i = 0; i < present; i++)
        {
            set = i <= cut ? set.With(codes[slots[i]]) : set;
            seen = seen.With(codes[slots[i]]);
        }

        // What the node has not seen follows the heavier side.
        for (int bin = 0; 2 * bestLeft > rows && bin <= bins.ValueBins; bin++)
        {
            set = seen.Contains(bin) ? set : set.With(bin);
        }

        Keep(column, set);
    }

    private bool Improves(int left, int rows)
    {
        if (left < minRows || rows - left < minRows)
        {
            return false;
        }

        double score = tally.Score();
        if (!(score > best))
        {
            return false;
        }

        best = score;
        bestLeft = left;
        return true;
    }

    private void Keep(int column, BinSet set)
    {
        bestColumn = column;
        bestSet = set;
    }
}
