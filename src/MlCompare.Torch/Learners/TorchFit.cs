using MlCompare.Learners;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Native.Workers;
using MlCompare.Networks;
using MlCompare.Torch.Training;

namespace MlCompare.Torch.Learners;

/// <summary>Fits as the caller sees them: what is to be trained goes to a worker, networks come back.</summary>
internal static class TorchFit
{
    /// <summary>The models of several fits on the same encoded rows, trained side by side.</summary>
    /// <exception cref="DivergedException">A network ended in numbers that are not finite, at both rates.</exception>
    public static NetworkModel[] Run(IReadOnlyList<NetworkFit> fits, TorchOptions options, int threads, ITrainingObserver? observer, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        NetworkFit[] told = [.. fits.Where(fit => fit.Work is not null)];
        if (told.Length == 0)
        {
            return [.. fits.Select(fit => fit.Model([]))];
        }

        if (told.Select(fit => fit.Work!.Plan.Training).FirstOrDefault(plan => plan.Gate != SignalGate.None || plan is { EarlyStopping: true, StopRule: not StopRule.HeldOut }) is not null)
        {
            throw new InputException("stopping by agreement of the gradients and gates are not offered by TorchSharp", "options of a torch learner", "use the learner of the embedded engine for them");
        }

        TorchRequest request = new(options, threads, observer is not null, [.. told.Select(fit => fit.Work!)]);
        using BinaryReader answer = WorkerPool.Run<TorchJob>(request.Write, cancel);
        TorchReply reply = TorchReply.Read(answer);
        foreach (Snapshot step in reply.Snapshots.OrderBy(step => step.Work).ThenBy(step => step.Network))
        {
            NetworkFit fit = told[step.Work];
            observer!.After(new TrainingStep(step.Network, step.Epoch, fit.Work!.Plan.Training.Epochs, () => fit.Snapshot(step.Network, step.Net)));
        }

        Queue<TrainedNet?[]> trained = new(reply.Networks);
        return [.. fits.Select(fit => fit.Work is null ? fit.Model([]) : fit.Model([.. trained.Dequeue().Select(net => net ?? throw Diverged(fit.Work))], reply.Device))];
    }

    private static DivergedException Diverged(NetworkWork work) =>
        new(work.Plan.Training.LearningRate, work.Plan.Training.LearningRate / StackedTrainer.RetryShare);
}
