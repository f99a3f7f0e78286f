using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>Figures of one training run.</summary>
/// <param name="Network">Averaged weights of the epoch that did best on the held-out rows.</param>
/// <param name="HeldOutputs">Its outputs on the held-out rows (rows × outputs).</param>
/// <param name="BestEpoch">1-based; the number of epochs when nothing was held out.</param>
internal sealed record TrainedNetwork(Network Network, float[] HeldOutputs, int BestEpoch, int Epochs);

/// <summary>
/// Trains one network by shuffled batches, averages its weights over about the last epoch, and keeps the average of the epoch that does best
/// on held-out rows. Averaged weights are less noisy than the last ones, so that early stopping does not stop on luck
/// (Polyak and Juditsky 1992; Izmailov et al. 2018).
/// </summary>
internal sealed class Training(NetworkInputs inputs, Loss loss, MlpOptions options, CancellationToken cancel)
{
    private const int AveragesAnEpoch = 8;

    public TrainedNetwork Run(NetworkShape shape, InnerSplit split, Rng rng)
    {
        Network network = new(shape), average = new(shape), best = new(shape);
        network.Initialise(rng);
        average.CopyFrom(network);
        int steps = (split.Train.Length + options.BatchFor(split.Train.Length) - 1) / options.BatchFor(split.Train.Length);
        int epochs = options.EpochsFor(steps), interval = Math.Max(1, steps / AveragesAnEpoch);
        WarmupCosine schedule = new(options.LearningRate, (int)(options.Warmup * epochs * steps), epochs * steps);
        AdamW optimiser = new(options.WeightDecay, beta2: options.Beta2);
        Workspace work = new(shape, Math.Max(options.BatchFor(split.Train.Length), Ensemble.PredictRows));
        float[] held = new float[split.Held.Length * shape.Outputs], bestHeld = [.. held];
        float averageShare = (float)(1 - Math.Exp(-interval / (options.AverageEpochs * steps)));
        int[] order = [.. split.Train];
        int step = 0, averages = 0, bestEpoch = epochs, epoch = 1;
        double bestScore = double.PositiveInfinity;
        for (; epoch <= epochs; epoch++)
        {
            rng.Shuffle<int>(order);
            for (int b = 0; b < steps; b++, step++)
            {
                cancel.ThrowIfCancellationRequested();
                int from = (int)((long)b * order.Length / steps), to = (int)((b + 1L) * order.Length / steps);
                ReadOnlySpan<int> rows = order.AsSpan(from, to - from);
                loss.Slopes(network.Forward(inputs, rows, work, options.Dropout, rng), rows, work.OutputSlopes);
                network.Backward(inputs, rows, work);
                optimiser.Begin(schedule.Rate(step));
                network.Update(optimiser);
                if ((step + 1) % interval == 0)
                {
                    average.MoveTo(network, Math.Max(averageShare, 1f / ++averages));
                }
            }

            double score = Predict(average, split.Held, work, held);
            if (score < bestScore)
            {
                (bestScore, bestEpoch) = (score, epoch);
                best.CopyFrom(average);
                (held, bestHeld) = (bestHeld, held);
            }
            else if (split.Held.Length > 0 && epoch - bestEpoch >= options.PatienceFor(epochs, steps, bestEpoch))
            {
                break;
            }
        }

        return split.Held.Length == 0 || !double.IsFinite(bestScore)
            ? new TrainedNetwork(average, [], epochs, epochs)
            : new TrainedNetwork(best, bestHeld, bestEpoch, Math.Min(epoch, epochs));
    }

    /// <summary>Writes the outputs of the rows; gives the loss that early stopping watches, summed, or +∞ without rows.</summary>
    private double Predict(Network network, int[] rows, Workspace work, float[] outputs)
    {
        double sum = rows.Length == 0 ? double.PositiveInfinity : 0;
        int width = network.Shape.Outputs;
        for (int from = 0; from < rows.Length; from += work.Capacity)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<int> some = rows.AsSpan(from, Math.Min(work.Capacity, rows.Length - from));
            ReadOnlySpan<float> found = network.Forward(inputs, some, work);
            found.CopyTo(outputs.AsSpan(from * width));
            sum += loss.Sum(found, some);
        }

        return sum;
    }
}
