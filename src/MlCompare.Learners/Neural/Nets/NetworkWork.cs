using MlCompare.Learners.Targets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Networks of one model to be trained, whichever engine does it: one for each split and seed.</summary>
internal sealed record NetworkWork(NetworkSpec Spec, NetworkPlan Plan, NetworkRows Rows, Loss Loss, InnerSplit[] Splits, ulong[] Seeds);

/// <summary>An engine that trains networks.</summary>
internal interface INetworkTrainer
{
    /// <summary>The trained networks of a work, in the order of its splits.</summary>
    /// <param name="watch">Told the network, the epoch and how to copy the network as it is then; null where nobody watches.</param>
    /// <exception cref="DivergedException">A network ended in numbers that are not finite, at both rates.</exception>
    TrainedNet[] Train(NetworkWork work, Action<int, int, Func<TrainedNet>>? watch, int threads, CancellationToken cancel);
}

/// <summary>The embedded engine.</summary>
internal sealed class EmbeddedTrainer : INetworkTrainer
{
    public TrainedNet[] Train(NetworkWork work, Action<int, int, Func<TrainedNet>>? watch, int threads, CancellationToken cancel)
    {
        // Side by side where there are threads for it; who watches wants them one after the other.
        int side = watch is null ? Math.Min(work.Splits.Length, threads) : 1;
        NetworkTraining training = new(work.Spec, work.Plan.Training, work.Rows, work.Loss, work.Plan.Shards, Math.Max(1, threads / side), cancel);
        TrainedNet[] nets = new TrainedNet[work.Splits.Length];
        using Crew crew = new(side);
        crew.Run(nets.Length, n => nets[n] = training.Run(work.Splits[n], work.Seeds[n], watch is null ? null : (epoch, copy) => watch(n, epoch, copy)));
        return nets;
    }
}
