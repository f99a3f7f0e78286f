using MlCompare.Claims.Networks;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// One hidden layer by stochastic gradient steps on noisy targets, and how the part of the path that the noise makes grows (<see cref="NoiseDrift"/>).
/// Setting fresh: 1 for a new batch each step, 0 for batches out of the same rows again and again.
/// </summary>
public sealed class DriftDiffusion : IInstrument
{
    private const int Inputs = 10, Width = 64, Batch = 16, Steps = 2048;

    // The rate times the largest eigenvalue of the tangent kernel over the rows stays below a half, so that the descent does not swing.
    private const double Rate = 0.01, Deviation = 1;

    public string Id => "drift-diffusion";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        ulong seed = Seeds.From(1, "drift and diffusion", cell.Replicate);
        Rng rng = new(seed);
        double[] direction = Rows.Direction(Inputs, rng);
        Rows pool = Rows.Ridge(cell.Rows, Inputs, direction, 0, rng);
        double[] poolNoise = Noise(pool.Count);
        bool fresh = cell.Setting("fresh") != 0;
        NetworkSpec spec = new(new NetworkInput.Columns(Inputs, Inputs), [new Layer.Dense(Width), new Layer.Activate(Activation.Tanh), new Layer.Dense(1)]);
        NoiseDrift path = NoiseDrift.Follow(NetworkFunction.Create(spec, seed), _ => Next(), Rate, Steps, cancel);
        return new(StringComparer.Ordinal) { ["noise"] = path.NoiseExponent, ["rest"] = path.RestExponent };

        (NetworkBatch Rows, double[] Clean, double[] Noise) Next()
        {
            int[] drawn = [.. Enumerable.Range(0, Batch).Select(_ => rng.NextInt(pool.Count))];
            Rows rows = fresh ? Rows.Ridge(Batch, Inputs, direction, 0, rng) : pool.Pick(drawn);
            return (NetworkBatch.OfNumbers(Inputs, [.. rows.X.Select(x => (float)x)]), rows.Y, fresh ? Noise(Batch) : [.. drawn.Select(row => poolNoise[row])]);
        }

        double[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => Deviation * rng.NextGaussian())];
    }
}
