using MlCompare.Learners.Neural;
using MlCompare.Torch.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Training;

/// <summary>The embedded engine's losses for libtorch to differentiate; labels of every network lie on the device.</summary>
internal sealed class StackedLoss
{
    private readonly Tensor targets;
    private readonly Tensor? weights;
    private readonly double smoothing;
    private readonly bool isClasses;

    /// <param name="losses">One a network, all of one kind.</param>
    public StackedLoss(IReadOnlyList<Loss> losses, torch.Device device)
    {
        long rows;
        if (losses[0] is SoftmaxLoss softmax)
        {
            (isClasses, smoothing, rows) = (true, softmax.Smoothing, softmax.Labels.Length);
            targets = torch.tensor(losses.SelectMany(loss => ((SoftmaxLoss)loss).Labels).Select(label => (long)label).ToArray(), [losses.Count, rows]).to(device);
            weights = softmax.Weights is null ? null : torch.tensor(
                losses.SelectMany(loss => ((SoftmaxLoss)loss).Weights!).Select(weight => (float)weight).ToArray(), [losses.Count, softmax.Outputs]).to(device);
        }
        else
        {
            rows = ((SquaredLoss)losses[0]).Targets.Length;
            targets = torch.tensor(losses.SelectMany(loss => ((SquaredLoss)loss).Targets).ToArray(), [losses.Count, rows]).to(device);
        }
    }

    private StackedLoss(StackedLoss of, Tensor networks)
    {
        (isClasses, smoothing) = (of.isClasses, of.smoothing);
        (targets, weights) = (of.targets.index_select(0, networks), of.weights?.index_select(0, networks));
    }

    /// <summary>The sum over the networks of each one's mean over rows and members.</summary>
    /// <param name="outputs">Networks × rows × members × outputs.</param>
    /// <param name="rows">Networks × rows: which rows these are.</param>
    public Tensor Of(Tensor outputs, Tensor rows)
    {
        double items = outputs.shape[1] * outputs.shape[2];
        Tensor wanted = targets.gather(1, rows);
        if (!isClasses)
        {
            return (outputs.squeeze(3) - wanted.unsqueeze(2)).pow(Scalars.Of(2)).sum().mul(Scalars.Of(0.5 / items));
        }

        Tensor logs = torch.nn.functional.log_softmax(outputs, 3);
        Tensor place = wanted.unsqueeze(2).unsqueeze(3).expand(outputs.shape[0], outputs.shape[1], outputs.shape[2], 1);
        Tensor each = logs.gather(3, place).squeeze(3).mul(Scalars.Of(1 - smoothing));
        if (smoothing > 0)
        {
            each = each.Plus(logs.sum(3).mul(Scalars.Of(smoothing / outputs.shape[3])));
        }

        return (weights is null ? each : each * weights.gather(1, wanted).unsqueeze(2)).sum().mul(Scalars.Of(-1 / items));
    }

    /// <summary>Of these networks only.</summary>
    public StackedLoss Keep(Tensor networks) => new(this, networks);
}
