using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Iterative magnitude pruning with rewinding (Frankle and Carbin 2019) of the hidden weights of a small network, three rounds of half of what
/// is left: the ticket, the same mask from another start, and a random mask of that size, all trained alike. Setting: width.
/// </summary>
public sealed class Tickets : IInstrument
{
    private const int Inputs = 10, Steps = 300, TestRows = 1000, Rounds = 3;
    private const double Rate = 0.02, Noise = 0.1;

    public string Id => "tickets";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "tickets", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows train = Rows.Ridge(cell.Rows, Inputs, direction, Noise, rng), test = Rows.Ridge(TestRows, Inputs, direction, 0, rng);
        SmallNet Start() => new(Inputs, (int)cell.Setting("width"), 1, rng, 0.5);
        SmallNet start = Start();
        bool[] mask = [.. Enumerable.Repeat(true, start.BiasStart)];
        double dense = 0;
        for (int round = 0; round < Rounds; round++)
        {
            SmallNet net = Trained(start, mask, train, cancel);
            dense = round == 0 ? test.MeanSquare(net.Predict(test.X)) : dense;
            int[] alive = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i]).OrderBy(i => Math.Abs(net.Parameters[i]))];
            foreach (int i in alive.Take(alive.Length / 2))
            {
                mask[i] = false;
            }
        }

        bool[] random = [.. mask];
        rng.Shuffle<bool>(random);
        double Risk(SmallNet from, bool[] kept) => test.MeanSquare(Trained(from, kept, train, cancel).Predict(test.X));
        return new(StringComparer.Ordinal)
        {
            ["dense"] = dense,
            ["ticket"] = Risk(start, mask),
            ["otherStart"] = Risk(Start(), mask),
            ["randomMask"] = Risk(start, random),
            ["kept"] = mask.Count(alive => alive) / (double)mask.Length,
        };
    }

    private static SmallNet Trained(SmallNet start, bool[] mask, Rows rows, CancellationToken cancel)
    {
        SmallNet net = start.Copy();
        Adam adam = new(net.Count, Rate);
        for (int step = 0; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int i = 0; i < mask.Length; i++)
            {
                net.Parameters[i] = mask[i] ? net.Parameters[i] : 0;
            }

            if (step < Steps)
            {
                adam.Step(net.Parameters, net.Gradient(rows.X, [.. net.Predict(rows.X).Zip(rows.Y, (u, y) => (u - y) / rows.Count)]));
            }
        }

        return net;
    }
}
