using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>From encoded rows and labels to a model: what is to be trained, and the model that the trained networks make.</summary>
internal sealed class NetworkFit
{
    // With fewer rows nothing is held out: a handful could not tell a good epoch from a bad one.
    private const int FewestToHold = 20;

    private readonly NetworkEncoder encoder;
    private readonly TrainingSpec training;
    private readonly Func<TrainedNet[], InnerSplit[], NetworkHead> head;

    /// <param name="layers">The network for so many outputs.</param>
    public NetworkFit(EncodedRows encoded, TrainingSet train, Func<int, NetworkSpec> layers, NetworkPlan plan, FitContext context)
    {
        (encoder, training) = (encoded.Encoder, plan.Training);
        if (train.Task == TaskKind.Regression)
        {
            TargetScale target = TargetScale.Of(train.Labels.Values);
            bool told = target.Deviation > 0 && encoder.Input is not null;
            NetworkSpec? spec = told ? layers(1) : null;
            head = (nets, _) => new ValueHead(target, Outputs(spec, nets)) { Remark = Remark(nets) };
            Work = told ? Plan(spec!, new SquaredLoss([.. target.Standardise(train.Labels.Values).Select(value => (float)value)]), null) : null;
        }
        else
        {
            (ClassOrder order, int[] numbers) = ClassOrder.Of(train.Labels.Classes, train.Labels.ClassCount);
            bool told = order.Count > 1 && encoder.Input is not null;
            double[]? weights = training.ClassWeights == ClassWeights.Balanced ? [.. order.Shares.Select(share => 1 / (share * order.Count))] : null;
            NetworkSpec? spec = told ? layers(order.Count) : null;
            head = (nets, splits) => new ClassHead(
                order,
                Outputs(spec, nets),
                [.. nets.Zip(splits, (net, split) => Temperature.Factor(net.HeldOutputs, order.Count, Repeat(split.Held, spec!.Members, numbers)))])
            {
                Remark = Remark(nets),
            };
            Work = told ? Plan(spec!, new SoftmaxLoss(numbers, order.Count, training.LabelSmoothing, weights), numbers) : null;
        }

        NetworkWork Plan(NetworkSpec spec, Loss loss, int[]? classes)
        {
            bool hold = plan.Training is { EarlyStopping: true, StopRule: StopRule.HeldOut } && train.Count >= FewestToHold;
            StratifiedFolds folds = new(train.Count, classes, Math.Max(plan.Folds, plan.Networks), context.Rng("inner split"));
            InnerSplit[] splits = [.. Enumerable.Range(0, plan.Networks).Select(n => hold ? folds.HoldOut(n) : new InnerSplit([.. Enumerable.Range(0, train.Count)], []))];
            return new NetworkWork(spec, plan, encoded.Rows, loss, splits, [.. Enumerable.Range(0, plan.Networks).Select(n => context.Rng($"network {n}").NextUInt64())]);
        }
    }

    /// <summary>Null when the training rows told nothing.</summary>
    public NetworkWork? Work { get; }

    /// <summary>Trains where there is something to train, and tells an observer.</summary>
    public NetworkModel Run(INetworkTrainer trainer, FitContext context) => Model(Work is null ? [] : trainer.Train(
        Work,
        context.Observer is not { } observer ? null : (n, epoch, copy) => observer.After(
            new TrainingStep(n, epoch, training.Epochs, () => Snapshot(n, copy()))),
        context.Threads,
        context.Cancel));

    /// <param name="nets">Of <see cref="Work"/>, in the order of its splits.</param>
    public NetworkModel Model(TrainedNet[] nets, DeviceUse? device = null) => new(encoder, head(nets, Work?.Splits ?? [])) { Device = device };

    /// <summary>The model of one network, as an observer is handed it.</summary>
    public NetworkModel Snapshot(int network, TrainedNet net) => new(encoder, head([net], [Work!.Splits[network]]));

    private string? Remark(TrainedNet[] nets)
    {
        double[] lowered = [.. nets.Where(net => net.Rate < training.LearningRate).Select(net => net.Rate)];
        return lowered.Length == 0 ? null : FormattableString.Invariant(
            $"{lowered.Length} of {nets.Length} networks diverged at a learning rate of {training.LearningRate:G3} and had to be trained again at {lowered[0]:G3}");
    }

    private static NetworkOutputs[] Outputs(NetworkSpec? spec, TrainedNet[] nets) => [.. nets.Select(net => new NetworkOutputs(spec!, net.Values))];

    private static int[] Repeat(int[] held, int members, int[] numbers) => [.. held.SelectMany(row => Enumerable.Repeat(numbers[row], members))];
}
