using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Training;

/// <summary>
/// Trains networks of one architecture side by side in one graph, each as the embedded engine would: the same start, order, augmentation,
/// schedule, optimiser, average, and end. Batch norms see the whole batch, where the embedded engine's see the part of a thread.
/// </summary>
internal sealed class StackedTraining(TorchDevice device, bool mixed, CancellationToken cancel)
{
    // Of the embedded engine (NetworkTraining).
    private const int AveragesAnEpoch = 8;

    // Odd and irregular, so that steps and networks do not meet in the numbers that dropout draws by.
    private const ulong StepSpread = 0xD1B54A32D192ED03;

    // Rows that are scored at a time.
    private const int ScoreRows = 256;

    /// <summary>The highest memory in use after an epoch, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <param name="networks">Of equal specs, plans and numbers of rows.</param>
    /// <param name="watch">Told the network, the epoch and the network as it is then.</param>
    /// <returns>One for each network; null for what diverged.</returns>
    public TrainedNet?[] Run(StackMember[] networks, TrainingSpec plan, Action<StackMember, int, TrainedNet>? watch)
    {
        using DisposeScope all = torch.NewDisposeScope();
        NetworkWork work = networks[0].Work;
        StackedNetwork stack = new(work.Spec, [.. networks.Select(network => network.Start())], device.Device);
        StackedLoss loss = new([.. networks.Select(network => network.Work.Loss)], device.Device);
        StackedAdamW optimiser = new(stack.Arrays, plan);
        BatchFeed feed = new(work.Spec, work.Rows, device);
        StackMember[] open = networks;
        Dictionary<StackMember, TrainedNet> done = [];
        int count = networks[0].Order.Length, steps = Math.Max(1, (count + plan.BatchSize - 1) / plan.BatchSize), total = steps * plan.Epochs, step = 0;
        int interval = Math.Max(1, steps / AveragesAnEpoch), moves = 0;
        double share = plan.AverageEpochs > 0 ? 1 - Math.Exp(-interval / (plan.AverageEpochs * steps)) : 1;
        for (int epoch = 1; epoch <= plan.Epochs && open.Length > 0; epoch++)
        {
            foreach (StackMember network in open)
            {
                BatchOrder.Shuffle(network.Order, network.Work.Rows, plan.BatchSize, network.Rng);
            }

            for (int b = 0; b < steps; b++, step++)
            {
                cancel.ThrowIfCancellationRequested();
                (int from, int to) = ((int)((long)b * count / steps), (int)((b + 1L) * count / steps));
                Step(stack, loss, optimiser, feed, open, from, to - from, plan.Rate(step, total), step);
                if ((step + 1) % interval == 0 || b == steps - 1)
                {
                    Move(stack, Math.Max(share, 1.0 / ++moves));
                }
            }

            bool[] finite = Finite(stack);
            Score(stack, feed, [.. open.Select((network, n) => finite[n] ? network : null)]);
            PeakBytes = Math.Max(PeakBytes, device.UsedBytes());
            bool[] goesOn = new bool[open.Length];
            for (int n = 0; n < open.Length; n++)
            {
                if (finite[n])
                {
                    TrainedNet Copy(int best) => new(Weights(stack, n), open[n].HeldOutputs, open[n].Scores.ToArray(), best, plan.LearningRate);
                    watch?.Invoke(open[n], epoch, Copy(epoch));
                    goesOn[n] = Judge(open[n], stack, n, epoch, plan, steps) && epoch < plan.Epochs;
                    if (!goesOn[n])
                    {
                        done[open[n]] = open[n].Best is { } best
                            ? new TrainedNet(best, open[n].BestOutputs, open[n].Scores, open[n].BestEpoch, plan.LearningRate)
                            : Copy(plan.Epochs);
                    }
                }
            }

            if (goesOn.Contains(false))
            {
                int[] kept = [.. Enumerable.Range(0, open.Length).Where(n => goesOn[n])];
                open = [.. kept.Select(n => open[n])];
                if (open.Length > 0)
                {
                    stack.Keep(kept);
                    loss = loss.Keep(torch.tensor(kept.Select(n => (long)n).ToArray()).to(device.Device));
                }
            }
        }

        return [.. networks.Select(network => done.GetValueOrDefault(network))];
    }

    private void Step(
        StackedNetwork stack, StackedLoss loss, StackedAdamW optimiser, BatchFeed feed, StackMember[] open, int from, int count, double rate, int step)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ReadOnlyMemory<int>[] batch = [.. open.Select(network => network.Order.AsMemory(from, count))];
        StackedPass pass = feed.Feed(batch, [.. open.Select(network => network.Shards)], [.. open.Select(network => network.Seed + (ulong)step * StepSpread)], mixed);
        loss.Of(stack.Forward(pass), StackedNumbers.Send(torch.tensor(batch.SelectMany(rows => rows.ToArray()).Select(row => (long)row).ToArray(), [open.Length, count]), device)).backward();
        optimiser.Step(rate, pass);
    }

    private static void Move(StackedNetwork stack, double share)
    {
        using IDisposable plain = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        using Tensor weight = torch.tensor((float)share);
        Array.ForEach(stack.Arrays, array => array.Average.lerp_(array.Value, weight));
    }

    /// <summary>Which networks have not diverged. Tables are passed over: what spoils them spoils the layers behind them too.</summary>
    private static bool[] Finite(StackedNetwork stack)
    {
        using IDisposable plain = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        return stack.Arrays.Where(array => !array.IsTable)
            .Select(array => array.Value.isfinite().flatten(1).all(1))
            .Aggregate((all, one) => all.logical_and(one)).cpu().data<bool>().ToArray();
    }

    /// <summary>Mean loss of the averaged weights on each network's held-out rows.</summary>
    /// <param name="networks">Null for those that have diverged.</param>
    private void Score(StackedNetwork stack, BatchFeed feed, StackMember?[] networks)
    {
        int held = networks.Max(network => network?.Split.Held.Length ?? 0), members = stack.Spec.Members;
        if (held == 0)
        {
            return;
        }

        using IDisposable plain = torch.no_grad();
        int outputs = stack.Spec.Output().Channels;
        float[][] found = [.. networks.Select(_ => new float[held * members * outputs])];
        StackMember any = networks.First(network => network is not null)!;
        for (int from = 0; from < held; from += ScoreRows)
        {
            cancel.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            int count = Math.Min(ScoreRows, held - from);
            StackedPass pass = feed.Feed([.. networks.Select(network => (ReadOnlyMemory<int>)(network ?? any).Split.Held.AsMemory(from, count))], null, [.. networks.Select(_ => 0UL)], mixed);
            float[] all = stack.Forward(pass).cpu().contiguous().data<float>().ToArray();
            for (int n = 0; n < networks.Length; n++)
            {
                all.AsSpan(n * count * members * outputs, count * members * outputs).CopyTo(found[n].AsSpan(from * members * outputs));
            }
        }

        for (int n = 0; n < networks.Length; n++)
        {
            networks[n]?.Note(found[n], members);
        }
    }

    /// <summary>Keeps what is better than before; false when the network has waited long enough for it.</summary>
    private static bool Judge(StackMember network, StackedNetwork stack, int place, int epoch, TrainingSpec plan, int steps)
    {
        if (network.Scores.Count == 0)
        {
            return true;
        }

        if (network.Best is null || network.Scores[^1] < network.Scores[network.BestEpoch - 1])
        {
            (network.Best, network.BestOutputs, network.BestEpoch) = (Weights(stack, place), network.HeldOutputs, epoch);
            return true;
        }

        return epoch - network.BestEpoch < plan.PatienceAt(network.BestEpoch, steps);
    }

    private static float[][] Weights(StackedNetwork stack, int place) => [.. stack.Arrays.Select(array => array.Numbers(place))];
}
