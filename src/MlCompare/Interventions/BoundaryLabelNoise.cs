using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Mislabels near the decision boundary: the rate grows in proportion to how close a row is to being undecided, with the level as
/// its mean, and the wrong label is the most probable other class. Where the data set knows P(y|x), closeness is 1 − (p₁ − p₂) of
/// its two largest; else (and where P is 0 or 1 everywhere) it is estimated from nearest neighbours. Expect little harm at low levels,
/// since the rows hit were nearly undecided, and the boundary itself to blur.
/// </summary>
/// <remarks>
/// Neighbours and the mean closeness are taken from the first <see cref="Memory"/> rows, and for these themselves from the rows before
/// them: leave-one-out estimates over all rows would change with their number and break the nesting. The rows are in random order, so the
/// mean rate still is the level, up to the sampling error of the rows remembered.
/// </remarks>
public sealed class BoundaryLabelNoise : LabelNoise
{
    /// <summary>Rows remembered for neighbours and scale.</summary>
    public const int Memory = 500;

    private const double HighestRate = 0.95;

    /// <summary>Closeness of rows that are beyond doubt: keeps any level reachable.</summary>
    private const double Least = 0.01;

    public override string Id => "label-noise-boundary";

    public override string Title => "Label noise, near the boundary";

    public override double MaxLevel(int classCount) => classCount < 2 ? 0 : 0.5;

    protected override Flip Prepare(Block block, double level, Rng rng)
    {
        Func<int, int, double[]> probabilities = Graded(block)
            ? (row, _) => block.TrainTruth!.Row(row).ToArray()
            : new NeighbourProbabilities(block).Of;
        double Closeness(int row, int known) => Math.Max(Least, Undecided(probabilities(row, known)));

        int memory = Math.Min(Memory, block.Train.Count);
        double[] early = [.. Enumerable.Range(0, memory).Select(row => Closeness(row, row))];
        // Early rows have few neighbours and look undecided: the later half of those so far is the fairer measure.
        double[] factors = [.. Enumerable.Range(0, memory).Select(row => Factor(early[(row / 2)..(row + 1)], level))];
        double factor = memory < Memory ? 0 : Factor([.. Enumerable.Range(0, Memory).Select(row => Closeness(row, Memory))], level);
        return (row, label, draws) =>
        {
            double[] p = probabilities(row, Math.Min(row, Memory));
            double rate = row < memory ? factors[row] * early[row] : factor * Math.Max(Least, Undecided(p));
            p[label] = -1;
            return draws.NextDouble() < Math.Min(HighestRate, rate) ? Array.IndexOf(p, p.Max()) : label;
        };
    }

    /// <summary>The factor c with which min(0.95, c · closeness) has the level as its mean; rises with the level.</summary>
    public static double Factor(IReadOnlyList<double> closeness, double level)
    {
        double factor = 0;
        int capped, now = 0;
        do
        {
            capped = now;
            double free = closeness.Where(value => factor * value < HighestRate).Sum();
            factor = free > 0 ? Math.Max(factor, (level * closeness.Count - HighestRate * capped) / free) : factor;
            now = closeness.Count(value => factor * value >= HighestRate);
        }
        while (now != capped);

        return factor;
    }

    /// <summary>1 − (p₁ − p₂) of the two largest.</summary>
    private static double Undecided(ReadOnlySpan<double> p)
    {
        double first = 0, second = 0;
        foreach (double value in p)
        {
            (first, second) = value > first ? (value, first) : (first, Math.Max(second, value));
        }

        return 1 - (first - second);
    }

    private static bool Graded(Block block)
    {
        if (block.TestTruth is not { } truth || block.TrainTruth is null)
        {
            return false;
        }

        double sum = 0;
        for (int row = 0; row < truth.Count; row++)
        {
            sum += Undecided(truth.Row(row));
        }

        return sum > Least * truth.Count;
    }
}
