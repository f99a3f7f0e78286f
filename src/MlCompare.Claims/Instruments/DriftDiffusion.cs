using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Trains one hidden layer by stochastic gradient steps on noisy targets and sums up, along the path, the part of the gradients that the noise
/// of the targets makes and the part that the rest makes; fits how their lengths grow with the steps. Setting fresh: 1 for a new batch each
/// step, 0 for batches out of the same rows again and again.
/// </summary>
public sealed class DriftDiffusion : IInstrument
{
    private const int Inputs = 10, Width = 64, Batch = 16, Steps = 2048;
    private const double Rate = 0.05, Deviation = 1;

    public string Id => "drift-diffusion";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "drift and diffusion", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows pool = Rows.Ridge(cell.Rows, Inputs, direction, 0, rng);
        double[] poolNoise = [.. pool.Y.Select(_ => Deviation * rng.NextGaussian())];
        SmallNet net = new(Inputs, Width, 1, Activation.Tanh, rng);
        double[] noiseSum = new double[net.Count], signalSum = new double[net.Count];
        List<double> times = [], noises = [], signals = [];
        for (int step = 1; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            int[] rows = [.. Enumerable.Range(0, Batch).Select(_ => rng.NextInt(pool.Count))];
            bool fresh = cell.Setting("fresh") != 0;
            Rows batch = fresh ? Rows.Ridge(Batch, Inputs, direction, 0, rng) : pool.Pick(rows);
            double[] noise = [.. rows.Select(row => fresh ? Deviation * rng.NextGaussian() : poolNoise[row])];
            double[] byNoise = net.Gradient(batch.X, [.. noise.Select(e => -e / Batch)]);
            double[] byRest = net.Gradient(batch.X, [.. net.Predict(batch.X).Zip(batch.Y, (u, y) => (u - y) / Batch)]);
            for (int i = 0; i < net.Count; i++)
            {
                noiseSum[i] += Rate * byNoise[i];
                signalSum[i] += Rate * byRest[i];
                net.Parameters[i] -= Rate * (byNoise[i] + byRest[i]);
            }

            // From the sixty-fourth step on, at powers of two.
            if (step >= 64 && (step & (step - 1)) == 0)
            {
                times.Add(Math.Log(step));
                noises.Add(Math.Log(Length(noiseSum)));
                signals.Add(Math.Log(Length(signalSum)));
            }
        }

        return new(StringComparer.Ordinal) { ["noise"] = Families.Slope(times, noises), ["rest"] = Families.Slope(times, signals) };
    }

    private static double Length(double[] values) => Math.Sqrt(values.Sum(v => v * v));
}
