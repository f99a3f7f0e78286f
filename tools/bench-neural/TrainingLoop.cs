using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.BenchNeural;

/// <summary>Training steps of one network on rows drawn at random: gather, forward, backward, AdamW.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly int batch;
    private readonly int[] order;
    private readonly Rng rng = new(1);
    private readonly NetworkRows rows;
    private readonly Shard[] shards;
    private readonly GradientStep step;
    private readonly Crew crew;
    private readonly Action<int> part;

    /// <param name="threads">Each does a part of every batch.</param>
    public TrainingLoop(string net, int batch, int threads = 1)
    {
        this.batch = batch;
        NetworkSpec spec = net == "mlp" ? Mlp() : Conv();
        int count = 4 * batch, width = spec.Input.Shape.Size, classes = spec.Output().Channels;
        rows = new DenseRows(width, [.. Enumerable.Range(0, count * width).Select(_ => (float)rng.NextGaussian())], count);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(classes))];
        order = [.. Enumerable.Range(0, count)];
        Graph first = Graph.Create(spec, rng);
        shards = [.. Enumerable.Range(0, threads).Select(s => new Shard(s == 0 ? first : Graph.Of(spec, first.Values), new SoftmaxLoss(labels, classes, 0), new Rng(1)))];
        step = new GradientStep(shards, new TrainingSpec { Epochs = 1, BatchSize = batch, WeightDecay = 0.01 });
        crew = new Crew(threads);
        part = s => shards[s].Step(rows, order.AsSpan(s * batch / threads, batch / threads), batch);
    }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            rng.Shuffle<int>(order);
            crew.Run(shards.Length, part);
            step.Apply(0.001, shards.Length);
        }
    }

    /// <summary>Bytes allocated a step.</summary>
    public double Allocated(int steps)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(steps);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / steps;
    }

    public void Dispose() => crew.Dispose();

    public static NetworkSpec Mlp() => new(
        new NetworkInput.Columns(50, 50),
        [
            new Layer.Dense(256), new Layer.Activate(Activation.Relu), new Layer.Dense(256), new Layer.Activate(Activation.Relu), new Layer.Dense(2),
        ]);

    private static NetworkSpec Conv() => new(
        new NetworkInput.Image(28, 28, 1),
        [
            new Layer.Convolution(32), new Layer.Activate(Activation.Relu), new Layer.MaxPool(), new Layer.Convolution(64),
            new Layer.Activate(Activation.Relu), new Layer.MaxPool(), new Layer.Flatten(), new Layer.Dense(128), new Layer.Activate(Activation.Relu),
            new Layer.Dense(10),
        ]);
}
