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
    public static NetworkModel Run(EncodedRows encoded, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context) =>
        new(encoded.Encoder, train.Task == TaskKind.Regression ? Values(encoded, train, layers, plan, context) : Classes(encoded, train, layers, plan, context));

    private static ClassHead Classes(EncodedRows encoded, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context)
    {
        (ClassOrder order, int[] numbers) = ClassOrder.Of(train.Labels.Classes, train.Labels.ClassCount);
        if (order.Count == 1 || encoded.Encoder.Input is null)
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

        return Head(Train(encoded, train, spec, loss, numbers, Head, plan, context));
    }

    private static ValueHead Values(EncodedRows encoded, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context)
    {
        TargetScale target = TargetScale.Of(train.Labels.Values);
        if (target.Deviation == 0 || encoded.Encoder.Input is null)
        {
            return new ValueHead(target, []);
        }

        SquaredLoss loss = new([.. target.Standardise(train.Labels.Values).Select(value => (float)value)]);
        NetworkSpec spec = layers(1);
        ValueHead Head(List<(TrainedNet Net, int[] Held)> nets) => new(target, [.. nets.Select(net => new NetworkOutputs(spec, net.Net.Values))])
        {
            Remark = Remark(nets, plan.Training),
        };

        return Head(Train(encoded, train, spec, loss, null, Head, plan, context));
    }

    private static List<(TrainedNet Net, int[] Held)> Train(
        EncodedRows encoded, TrainingSet train, NetworkSpec spec, Loss loss, int[]? classes,
        Func<List<(TrainedNet Net, int[] Held)>, NetworkHead> head, NetworkPlan plan, FitContext context)
    {
        bool hold = plan.Training is { EarlyStopping: true, StopRule: StopRule.HeldOut } && train.Count >= FewestToHold;
        StratifiedFolds folds = new(train.Count, classes, Math.Max(plan.Folds, plan.Networks), context.Rng("inner split"));
        InnerSplit[] splits = [.. Enumerable.Range(0, plan.Networks).Select(n => hold ? folds.HoldOut(n) : new InnerSplit([.. Enumerable.Range(0, train.Count)], []))];
        ulong[] seeds = [.. Enumerable.Range(0, plan.Networks).Select(n => context.Rng($"network {n}").NextUInt64())];
        // Side by side where there are threads for it; who watches wants them one after the other.
        int side = context.Observer is null ? Math.Min(plan.Networks, context.Threads) : 1;
        NetworkTraining training = new(spec, plan.Training, encoded.Rows, loss, plan.Shards, Math.Max(1, context.Threads / side), context.Cancel);
        TrainedNet[] nets = new TrainedNet[plan.Networks];
        using Crew crew = new(side);
        crew.Run(nets.Length, n => nets[n] = training.Run(splits[n], seeds[n], context.Observer is not { } observer ? null : (epoch, copy) => observer.After(
            new TrainingStep(n, epoch, plan.Training.Epochs, () => new NetworkModel(encoded.Encoder, head([(copy(), splits[n].Held)]))))));
        return [.. nets.Zip(splits, (net, split) => (net, split.Held))];
    }

    private static string? Remark(List<(TrainedNet Net, int[] Held)> nets, TrainingSpec training)
    {
        double[] lowered = [.. nets.Where(net => net.Net.Rate < training.LearningRate).Select(net => net.Net.Rate)];
        return lowered.Length == 0 ? null : FormattableString.Invariant(
            $"{lowered.Length} of {nets.Count} networks diverged at a learning rate of {training.LearningRate:G3} and had to be trained again at {lowered[0]:G3}");
    }

    private static int[] Repeat(int[] held, int members, int[] numbers) => [.. held.SelectMany(row => Enumerable.Repeat(numbers[row], members))];
}
