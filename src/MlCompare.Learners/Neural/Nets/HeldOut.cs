using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Scores the averaged weights on rows that training does not see.</summary>
internal sealed class HeldOut
{
    private readonly NetworkRows rows;
    private readonly int[] held;
    private readonly Crew crew;
    private readonly CancellationToken cancel;
    private readonly Shard[] shards;
    private readonly double[] sums;
    private readonly int width;
    private float[] outputs, kept;

    public HeldOut(NetworkSpec spec, float[][] values, NetworkRows rows, Loss loss, int[] held, Crew crew, int threads, CancellationToken cancel)
    {
        (this.rows, this.held, this.crew, this.cancel) = (rows, held, crew, cancel);
        int parts = Math.Clamp((held.Length + NetworkTraining.PredictRows - 1) / NetworkTraining.PredictRows, 1, Math.Max(1, threads));
        shards = [.. Enumerable.Range(0, parts).Select(_ => new Shard(Graph.Of(spec, values), loss, new Rng(0)))];
        width = spec.Members * loss.Outputs;
        (sums, outputs, kept) = (new double[held.Length], new float[held.Length * width], new float[held.Length * width]);
    }

    /// <summary>Outputs of the last <see cref="Score"/>, until they are kept.</summary>
    public ReadOnlySpan<float> Outputs => outputs;

    /// <summary>Outputs of the best weights so far, rows × members × outputs.</summary>
    public float[] Kept => kept;

    /// <summary>Mean loss of the weights as they are now.</summary>
    public double Score()
    {
        crew.Run(shards.Length, ScorePart);
        return sums.Sum() / held.Length;
    }

    /// <summary>Keeps the outputs of the last <see cref="Score"/>.</summary>
    public void Keep() => (outputs, kept) = (kept, outputs);

    private void ScorePart(int part)
    {
        int first = (int)((long)part * held.Length / shards.Length), last = (int)((part + 1L) * held.Length / shards.Length);
        for (int from = first; from < last; from += NetworkTraining.PredictRows)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<int> some = held.AsSpan(from, Math.Min(NetworkTraining.PredictRows, last - from));
            ReadOnlySpan<float> found = shards[part].Predict(rows, some);
            found.CopyTo(outputs.AsSpan(from * width));
            for (int i = 0; i < some.Length; i++)
            {
                // One row at a time, so that the sum does not depend on how rows are split.
                sums[from + i] = shards[part].Sum(found.Slice(i * width, width), some.Slice(i, 1));
            }
        }
    }
}
