using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>Trains one hidden layer from several starts on the same rows, all of them at each step, and tells how far the losses reached lie apart. Setting: width.</summary>
public sealed class Minima : IInstrument
{
    private const int Inputs = 5, Starts = 10, Steps = 800;
    private const double Rate = 0.1, Momentum = 0.9;

    public string Id => "minima";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "minima", cell.Replicate));
        Rows rows = Rows.Ridge(cell.Rows, Inputs, Rows.Direction(Inputs, rng), 0.2, rng);
        double[] losses = new double[Starts];
        for (int start = 0; start < Starts; start++)
        {
            SmallNet net = new(Inputs, (int)cell.Setting("width"), 1, rng);
            double[] velocity = new double[net.Count];
            for (int step = 0; step < Steps; step++)
            {
                cancel.ThrowIfCancellationRequested();

                // The rate falls to nothing, so that what is left is the place and not the last step.
                double rate = Rate * (1 - step / (double)Steps);
                double[] gradient = net.Gradient(rows.X, [.. net.Predict(rows.X).Zip(rows.Y, (u, y) => (u - y) / rows.Count)]);
                for (int i = 0; i < net.Count; i++)
                {
                    velocity[i] = Momentum * velocity[i] - rate * gradient[i];
                    net.Parameters[i] += velocity[i];
                }
            }

            losses[start] = rows.MeanSquare(net.Predict(rows.X));
        }

        double mean = losses.Average();
        return new(StringComparer.Ordinal) { ["mean"] = mean, ["deviation"] = Math.Sqrt(losses.Sum(l => (l - mean) * (l - mean)) / (Starts - 1)), ["range"] = losses.Max() - losses.Min() };
    }
}
