using System.Diagnostics;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.BenchNeural;

/// <summary>Training steps of one network on rows drawn at random: gather, forward, backward, AdamW.</summary>
internal sealed class TrainingLoop
{
    private readonly int batch;
    private readonly int[] order;
    private readonly Rng rng = new(1);
    private readonly NetworkRows rows;
    private readonly Shard shard;
    private readonly GradientStep step;

    public TrainingLoop(string net, int batch)
    {
        this.batch = batch;
        NetworkSpec spec = net == "mlp" ? Mlp() : Conv();
        int count = 4 * batch, width = spec.Input.Shape.Size, classes = spec.Output().Channels;
        rows = new DenseRows(width, [.. Enumerable.Range(0, count * width).Select(_ => (float)rng.NextGaussian())], count);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(classes))];
        order = [.. Enumerable.Range(0, count)];
        shard = new Shard(Graph.Create(spec, rng), new SoftmaxLoss(labels, classes, 0), rng);
        step = new GradientStep([shard], new TrainingSpec { Epochs = 1, BatchSize = batch, WeightDecay = 0.01 });
    }

    /// <summary>CPU seconds of so many steps.</summary>
    public double Run(int steps)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < steps; i++)
        {
            rng.Shuffle<int>(order);
            shard.Step(rows, order.AsSpan(0, batch), batch);
            step.Apply(0.001, 1);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static NetworkSpec Mlp() => new(
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
