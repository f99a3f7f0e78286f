using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// One hidden layer (tanh) on a sine along one of ten directions, and what becomes of it: trained whole, with its hidden layer frozen at random,
/// by simulated annealing with as many evaluations, and after training with weights rounded to a few bits or hidden units taken out. Setting: width.
/// </summary>
public sealed class SmallNets : IInstrument
{
    private const int Inputs = 10, Steps = 400, TestRows = 1000;
    private const double Rate = 0.02, Noise = 0.1;

    public string Id => "small-nets";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "small nets", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows train = Rows.Ridge(cell.Rows, Inputs, direction, Noise, rng), test = Rows.Ridge(TestRows, Inputs, direction, 0, rng);
        SmallNet start = new(Inputs, (int)cell.Setting("width"), 1, rng, 0.5), net = start.Copy(), frozen = start.Copy();
        Train(net, train, fromParameter: 0, cancel);
        Train(frozen, train, fromParameter: net.TopStart, cancel);
        SmallNet annealed = Anneal(start.Copy(), train, rng, cancel);
        SortedDictionary<string, double> values = new(StringComparer.Ordinal)
        {
            ["trained"] = test.MeanSquare(net.Predict(test.X)),
            ["frozen"] = test.MeanSquare(frozen.Predict(test.X)),
            ["annealed"] = test.MeanSquare(annealed.Predict(test.X)),
            ["trainedLoss"] = train.MeanSquare(net.Predict(train.X)),
            ["annealedLoss"] = train.MeanSquare(annealed.Predict(train.X)),
        };
        foreach (int bits in (int[])[2, 3, 4, 8])
        {
            values[FormattableString.Invariant($"bits{bits}")] = test.MeanSquare(Rounded(net, bits).Predict(test.X));
        }

        foreach (int kept in (int[])[10, 30, 50])
        {
            values[FormattableString.Invariant($"kept{kept}")] = test.MeanSquare(Pruned(net, kept / 100.0).Predict(test.X));
        }

        return values;
    }

    private static double[] Gradient(SmallNet net, Rows rows) => net.Gradient(rows.X, [.. net.Predict(rows.X).Zip(rows.Y, (u, y) => (u - y) / rows.Count)]);

    private static void Train(SmallNet net, Rows rows, int fromParameter, CancellationToken cancel)
    {
        Adam adam = new(net.Count, Rate);
        for (int step = 0; step < Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            double[] gradient = Gradient(net, rows);
            Array.Clear(gradient, 0, fromParameter);
            adam.Step(net.Parameters, gradient);
        }
    }

    /// <summary>
    /// One random step of all weights an evaluation, taken when better, or by chance e^−Δ/T while T falls to nothing (Kirkpatrick et al. 1983). A
    /// gradient costs about two evaluations more than a loss, so that there are three times as many steps.
    /// </summary>
    private static SmallNet Anneal(SmallNet net, Rows rows, Rng rng, CancellationToken cancel)
    {
        const double Stride = 0.05, Hot = 0.01;
        double loss = rows.MeanSquare(net.Predict(rows.X));
        for (int step = 0; step < 3 * Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            double left = 1 - step / (3.0 * Steps);
            SmallNet next = net.With([.. net.Parameters.Select(p => p + Stride * left * rng.NextGaussian())]);
            double there = rows.MeanSquare(next.Predict(rows.X));
            if (there < loss || rng.NextDouble() < Math.Exp((loss - there) / (Hot * left)))
            {
                (net, loss) = (next, there);
            }
        }

        return net;
    }

    /// <summary>Hidden and upper weights each rounded to 2^bits − 1 even levels between ± their largest.</summary>
    private static SmallNet Rounded(SmallNet net, int bits)
    {
        double[] parameters = [.. net.Parameters];
        double steps = (1 << (bits - 1)) - 1;
        foreach ((int from, int to) in new[] { (0, net.BiasStart), (net.BiasStart, net.TopStart), (net.TopStart, net.Count) })
        {
            double largest = parameters[from..to].Max(Math.Abs);
            for (int i = from; i < to; i++)
            {
                parameters[i] = Math.Round(parameters[i] / largest * steps) / steps * largest;
            }
        }

        return net.With(parameters);
    }

    /// <summary>Only the hidden units with the largest product of incoming and outgoing weight stay.</summary>
    private static SmallNet Pruned(SmallNet net, double kept)
    {
        double[] parameters = [.. net.Parameters];
        double Weight(int unit) => Math.Abs(parameters[net.TopStart + unit]) * Math.Sqrt(parameters.AsSpan(unit * net.Inputs, net.Inputs).ToArray().Sum(w => w * w));
        foreach (int unit in Enumerable.Range(0, net.Width).OrderByDescending(Weight).Skip((int)Math.Round(kept * net.Width)).ToArray())
        {
            parameters[net.TopStart + unit] = 0;
        }

        return net.With(parameters);
    }
}
