using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Targets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Weights that training ended with, and how it went.</summary>
/// <param name="HeldOutputs">Outputs on the held-out rows (rows × members × outputs); empty without.</param>
/// <param name="Scores">Mean loss on the held-out rows after each epoch.</param>
/// <param name="BestEpoch">1-based epoch whose weights these are.</param>
/// <param name="Rate">Peak learning rate: below the one planned when the first run diverged.</param>
internal sealed record TrainedNet(float[][] Values, float[] HeldOutputs, IReadOnlyList<double> Scores, int BestEpoch, double Rate);

/// <summary>
/// Trains a network by shuffled batches. Each batch is split into the same shards whatever the number of threads, so that threads change
/// nothing but the time. A run that does not stay finite is tried once more at a third of the rate.
/// </summary>
/// <param name="shards">Parts of a batch; more than one only where a part is worth a thread.</param>
internal sealed class NetworkTraining(NetworkSpec spec, TrainingSpec training, NetworkRows rows, Loss loss, int shards, int threads, CancellationToken cancel)
{
    private const int AveragesAnEpoch = 8, RetryShare = 3;
    private readonly int shards = training is { EarlyStopping: true, StopRule: StopRule.Signal } ? Math.Max(shards, SignalWatch.Parts) : shards;

    /// <summary>Rows that go through a network at a time when it predicts.</summary>
    public const int PredictRows = 64;

    /// <param name="watch">Told each epoch and how to copy the network as it is then.</param>
    /// <exception cref="DivergedException">Both runs ended in numbers that are not finite.</exception>
    public TrainedNet Run(InnerSplit split, ulong seed, Action<int, Func<TrainedNet>>? watch = null) =>
        Attempt(split, seed, training, watch)
        ?? Attempt(split, seed, training with { LearningRate = training.LearningRate / RetryShare }, watch)
        ?? throw new DivergedException(training.LearningRate, training.LearningRate / RetryShare);

    /// <summary>Null when it diverged.</summary>
    private TrainedNet? Attempt(InnerSplit split, ulong seed, TrainingSpec plan, Action<int, Func<TrainedNet>>? watch)
    {
        Rng rng = new(seed);
        using Crew crew = new(threads);
        Graph first = Graph.Create(spec, rng);
        Shard[] parts = [.. Enumerable.Range(0, shards).Select(s => new Shard(s == 0 ? first : Graph.Of(spec, first.Values), loss, new Rng(rng.NextUInt64())))];
        WeightAverage average = new(first.Parameters);
        HeldOut held = new(spec, average.Values, rows, loss, split.Held, crew, threads, cancel);
        int[] order = [.. split.Train];
        SignalWatch? signal = plan is { EarlyStopping: true, StopRule: StopRule.Signal } ? new SignalWatch() : null;
        GradientStep step = new(parts, plan, average, order.Length, signal);
        int steps = Math.Max(1, (order.Length + plan.BatchSize - 1) / plan.BatchSize), total = steps * plan.Epochs, done = 0;
        int interval = Math.Max(1, steps / AveragesAnEpoch);
        double share = plan.AverageEpochs > 0 ? 1 - Math.Exp(-interval / (plan.AverageEpochs * steps)) : 1;
        (int From, int To, int Parts) batch = default;
        void RunPart(int part)
        {
            int count = batch.To - batch.From, from = batch.From + part * count / batch.Parts, to = batch.From + (part + 1) * count / batch.Parts;
            parts[part].Step(rows, order.AsSpan(from, to - from), count);
        }

        Action<int> runPart = RunPart;
        List<double> scores = [];
        float[][]? best = null;
        int bestEpoch = plan.Epochs;
        for (int epoch = 1; epoch <= plan.Epochs && signal?.IsSpent != true; epoch++)
        {
            BatchOrder.Shuffle(order, rows, plan.BatchSize, rng);
            for (int b = 0; b < steps && signal?.IsSpent != true; b++, done++)
            {
                cancel.ThrowIfCancellationRequested();
                (int from, int to) = ((int)((long)b * order.Length / steps), (int)((b + 1L) * order.Length / steps));
                batch = (from, to, to - from >= 2 * shards ? shards : 1);
                crew.Run(batch.Parts, runPart);
                step.Apply(plan.Rate(done, total), batch.Parts);
                if ((done + 1) % interval == 0 || b == steps - 1)
                {
                    average.Move(share);
                }
            }

            if (!first.IsFinite)
            {
                return null;
            }

            average.Settle();
            if (split.Held.Length > 0)
            {
                scores.Add(held.Score());
            }

            watch?.Invoke(epoch, () => new TrainedNet(average.Copy(), held.Outputs.ToArray(), scores.ToArray(), epoch, plan.LearningRate));
            if (split.Held.Length > 0)
            {
                if (best is null || scores[^1] < scores[bestEpoch - 1])
                {
                    bestEpoch = epoch;
                    average.CopyTo(best ??= [.. average.Values.Select(values => new float[values.Length])]);
                    held.Keep();
                }
                else if (epoch - bestEpoch >= plan.PatienceAt(bestEpoch, steps))
                {
                    break;
                }
            }
        }

        return new TrainedNet(best ?? average.Values, held.Kept, scores, bestEpoch, plan.LearningRate);
    }
}
