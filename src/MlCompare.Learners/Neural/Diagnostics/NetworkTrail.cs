using MlCompare.Data;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Trains a network from weights of one's own choice and shows it as it goes: for studies of the start (its scale, its tangent kernel) that learners, whose
/// last layer starts at 0, do not allow. AdamW as in <see cref="TrainingSpec"/>, no early stopping, the last weights rather than an average.
/// </summary>
public static class NetworkTrail
{
    /// <summary>The network before training (epoch 0) and after every epoch; each is a copy.</summary>
    /// <param name="labels">Classes, one output each (softmax and log loss), or numbers, which are not standardised (half the squared error).</param>
    public static IEnumerable<(int Epoch, NetworkFunction Network)> Train(
        NetworkFunction start, NetworkBatch rows, Labels labels, TrainingSpec plan, ulong seed, CancellationToken cancel = default)
    {
        Graph graph = Graph.Of(start.Spec, [.. start.Weights.Select(tensor => tensor.Values.ToArray())]);
        Loss loss = labels.Task == TaskKind.Regression
            ? new SquaredLoss([.. labels.Values.Select(value => (float)value)])
            : new SoftmaxLoss(labels.Classes, labels.ClassCount, plan.LabelSmoothing);
        Rng rng = new(seed);
        Shard shard = new(graph, loss, rng);
        GradientStep step = new([shard], plan, rows: rows.Count);
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        int steps = Math.Max(1, (order.Length + plan.BatchSize - 1) / plan.BatchSize);
        yield return (0, start);
        for (int epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            BatchOrder.Shuffle(order, rows.Rows, plan.BatchSize, rng);
            for (int b = 0; b < steps; b++)
            {
                cancel.ThrowIfCancellationRequested();
                int from = (int)((long)b * order.Length / steps), to = (int)((b + 1L) * order.Length / steps);
                shard.Step(rows.Rows, order.AsSpan(from, to - from), to - from);
                step.Apply(plan.Rate((epoch - 1) * steps + b, steps * plan.Epochs), 1);
            }

            yield return (epoch, new NetworkFunction(start.Spec, [.. graph.Values.Select(values => values.ToArray())]));
        }
    }

    /// <summary>The same network with all weights multiplied: a larger start is lazier in its features (Chizat et al. 2019).</summary>
    public static NetworkFunction Scaled(this NetworkFunction network, double factor) => network.With([.. network.Parameters().Select(weight => (float)(factor * weight))]);

    /// <summary>Share of the rows whose largest output is that of their class.</summary>
    public static double Accuracy(this NetworkFunction network, NetworkBatch rows, Labels labels)
    {
        float[] outputs = network.Outputs(rows);
        int width = network.OutputCount;
        return Enumerable.Range(0, rows.Count).Average(row =>
            Array.IndexOf(outputs, outputs.AsSpan(row * width, width).ToArray().Max(), row * width) - row * width == labels.Classes[row] ? 1.0 : 0);
    }
}
