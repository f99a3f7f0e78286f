using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Torch.Devices;

namespace MlCompare.Torch.Training;

/// <summary>Networks of several works, those that are alike side by side; runs in the worker.</summary>
/// <param name="mixesWorks">Networks of several works in one graph; products then sum in another order than those of one alone.</param>
internal sealed class StackedTrainer(TorchDevice device, bool mixed, int mostInAStack, bool mixesWorks = true)
{
    // As the embedded engine tries again (NetworkTraining).
    public const int RetryShare = 3;

    /// <summary>The highest memory in use after an epoch, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <param name="watch">Told the work, the network in it, the epoch and the network as it is then.</param>
    /// <returns>Of each work its networks in order, or null for one that diverged at both rates.</returns>
    public TrainedNet?[][] Run(IReadOnlyList<NetworkWork> works, Action<int, int, int, TrainedNet>? watch, CancellationToken cancel)
    {
        TrainedNet?[][] found = [.. works.Select(work => new TrainedNet?[work.Splits.Length])];
        (int Work, int Network)[] left = [.. works.SelectMany((work, w) => work.Splits.Select((_, n) => (w, n)))];
        foreach (int share in (int[])[1, RetryShare])
        {
            // In one graph: the same layers, plan, rows, kind of loss, and as many rows to train on and to hold out.
            var alike = left.GroupBy(place => (
                works[place.Work].Spec, works[place.Work].Plan, works[place.Work].Rows, Work: mixesWorks ? 0 : place.Work, Loss: works[place.Work].Loss.GetType(), Splits(place).Train.Length, Held: Splits(place).Held.Length));
            foreach (var group in alike)
            {
                foreach ((int Work, int Network)[] some in group.Chunk(mostInAStack))
                {
                    Train(some, group.Key.Plan.Training with { LearningRate = group.Key.Plan.Training.LearningRate / share });
                }
            }

            left = [.. left.Where(place => found[place.Work][place.Network] is null)];
        }

        return found;

        InnerSplit Splits((int Work, int Network) place) => works[place.Work].Splits[place.Network];

        void Train((int Work, int Network)[] some, TrainingSpec plan)
        {
            StackMember[] members = [.. some.Select(place => new StackMember(works[place.Work], Splits(place), works[place.Work].Seeds[place.Network]))];
            Dictionary<StackMember, (int Work, int Network)> places = members.Zip(some).ToDictionary(pair => pair.First, pair => pair.Second);
            StackedTraining training = new(device, mixed, cancel);
            TrainedNet?[] nets = training.Run(members, plan, watch is null ? null : (member, epoch, net) => watch(places[member].Work, places[member].Network, epoch, net));
            PeakBytes = Math.Max(PeakBytes, training.PeakBytes);
            for (int i = 0; i < some.Length; i++)
            {
                found[some[i].Work][some[i].Network] = nets[i];
            }
        }
    }
}
