using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>From encoded rows and labels to a model.</summary>
internal static class NetworkFit
{
    // With fewer rows nothing is held out: a handful could not tell a good epoch from a bad one.
    private const int FewestToHold = 20;

    /// <param name="layers">The network for so many outputs.</param>
    public static NetworkModel Run(NetworkEncoder encoder, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context) =>
        new(encoder, train.Task == TaskKind.Regression ? Values(encoder, train, layers, plan, context) : Classes(encoder, train, layers, plan, context));

    private static ClassHead Classes(NetworkEncoder encoder, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context)
    {
        (ClassOrder order, int[] numbers) = ClassOrder.Of(train.Labels.Classes, train.Labels.ClassCount);
        if (order.Count == 1 || encoder.Input is null)
        {
            return new ClassHead(order, [], []);
        }

        double[]? weights = plan.Training.ClassWeights == ClassWeights.Balanced ? [.. order.Shares.Select(share => 1 / (share * order.Count))] : null;
        SoftmaxLoss loss = new(numbers, order.Count, plan.Training.LabelSmoothing, weights);
        NetworkSpec spec = layers(order.Count);
        ClassHead Head(List<(TrainedNet Net, int[] Held)> nets) => new(
            order,
            [.. nets.Select(net => new NetworkOutputs(spec, net.Net.Values))],
            [.. nets.Select(net => Temperature.Factor(net.Net.HeldOutputs, order.Count, Repeat(net.Held, spec.Members, numbers)))])
        {
            Remark = Remark(nets, plan.Training),
        };

        return Head(Train(encoder, train, spec, loss, numbers, Head, plan, context));
    }

    private static ValueHead Values(NetworkEncoder encoder, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context)
    {
        TargetScale target = TargetScale.Of(train.Labels.Values);
        if (target.Deviation == 0 || encoder.Input is null)
        {
            return new ValueHead(target, []);
        }

        SquaredLoss loss = new([.. target.Standardise(train.Labels.Values).Select(value => (float)value)]);
        NetworkSpec spec = layers(1);
        ValueHead Head(List<(TrainedNet Net, int[] Held)> nets) => new(target, [.. nets.Select(net => new NetworkOutputs(spec, net.Net.Values))])
        {
            Remark = Remark(nets, plan.Training),
        };

        return Head(Train(encoder, train, spec, loss, null, Head, plan, context));
    }

    private static List<(TrainedNet Net, int[] Held)> Train(
        NetworkEncoder encoder, TrainingSet train, NetworkSpec spec, Loss loss, int[]? classes,
        Func<List<(TrainedNet Net, int[] Held)>, NetworkHead> head, NetworkPlan plan, FitContext context)
    {
        bool hold = plan.Training.EarlyStopping && train.Count >= FewestToHold;
        StratifiedFolds folds = new(train.Count, classes, Math.Max(plan.Folds, plan.Networks), context.Rng("inner split"));
        NetworkTraining training = new(spec, plan.Training, encoder.TrainingRows(train.Features, context.Cancel), loss, plan.Shards, context.Threads, context.Cancel);
        List<(TrainedNet, int[])> trained = [];
        for (int n = 0; n < plan.Networks; n++)
        {
            InnerSplit split = hold ? folds.HoldOut(n) : new InnerSplit([.. Enumerable.Range(0, train.Count)], []);
            int network = n;
            Action<int, Func<TrainedNet>>? watch = context.Observer is not { } observer ? null : (epoch, copy) => observer.After(
                new TrainingStep(network, epoch, plan.Training.Epochs, () => new NetworkModel(encoder, head([(copy(), split.Held)]))));
            trained.Add((training.Run(split, context.Rng($"network {n}").NextUInt64(), watch), split.Held));
        }

        return trained;
    }

    private static string? Remark(List<(TrainedNet Net, int[] Held)> nets, TrainingSpec training)
    {
        double[] lowered = [.. nets.Where(net => net.Net.Rate < training.LearningRate).Select(net => net.Net.Rate)];
        return lowered.Length == 0 ? null : FormattableString.Invariant(
            $"{lowered.Length} of {nets.Count} networks diverged at a learning rate of {training.LearningRate:G3} and had to be trained again at {lowered[0]:G3}");
    }

    private static int[] Repeat(int[] held, int members, int[] numbers) => [.. held.SelectMany(row => Enumerable.Repeat(numbers[row], members))];
}
