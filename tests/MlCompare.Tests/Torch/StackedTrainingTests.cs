using System.Collections.Immutable;
using MlCompare.Data.Rows;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Tests.Support;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Training;

namespace MlCompare.Tests.Torch;

/// <summary>A whole run of training ends where the embedded engine's ends, and where it would end alone.</summary>
public class StackedTrainingTests
{
    private const int Rows = 90;

    // Outputs and not weights: the bias of a convolution before a batch norm has a gradient of nothing but rounding, which AdamW scales up.
    private const double Tolerance = 2e-3;

    private static readonly TrainingSpec Plain = new() { Epochs = 4, BatchSize = 16, LearningRate = 0.01, WeightDecay = 0.02, LabelSmoothing = 0.05, AverageEpochs = 1, Warmup = 0.1 };

    private static readonly Dictionary<string, (NetworkInput Input, ImmutableArray<Layer> Layers, TrainingSpec Plan)> Cases = new()
    {
        ["columns"] = (new NetworkInput.Columns(5, 5), [new Layer.Dense(16), new Layer.Activate(Activation.Silu), new Layer.Dense(3)], Plain),
        ["relative rates, clipped"] = (new NetworkInput.Columns(5, 5), [new Layer.Dense(16), new Layer.Scale(), new Layer.Activate(Activation.Mish), new Layer.Dense(3)], Plain with { RelativeRates = true, ClipNorm = 0.05, Schedule = RateSchedule.FlatCosine, ClassWeights = ClassWeights.Balanced }),
        ["members"] = (new NetworkInput.Columns(5, 5), [new Layer.Members(3), new Layer.MemberScale(true), new Layer.Dense(8), new Layer.Activate(Activation.Relu), new Layer.MemberDense(3)], Plain),
        ["images, moved"] = (new NetworkInput.Image(6, 6, 1), [new Layer.Convolution(6), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu), new Layer.MaxPool(), new Layer.Flatten(), new Layer.Dense(3)], Plain with { EarlyStopping = false, AverageEpochs = 0 }),
        ["tokens"] = (new NetworkInput.Tokens(30, 7), [new Layer.Embedding(8), new Layer.MeanPool(), new Layer.Dense(3)], Plain with { ClipNorm = 0.1 }),
        ["terms"] = (new NetworkInput.Terms(2, 20), [new Layer.SparseDense(8, 0.1), new Layer.Activate(Activation.Silu), new Layer.Dense(3)], Plain with { Beta2 = 0.97 }),
        ["stops early"] = (new NetworkInput.Columns(5, 5), [new Layer.Dense(32), new Layer.Activate(Activation.Silu), new Layer.Dense(3)], Plain with { Epochs = 40, LearningRate = 0.03, Patience = 0.05, Schedule = RateSchedule.Constant }),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [EngineTheory("torch")]
    [MemberData(nameof(Names))]
    public void A_run_ends_where_the_embedded_engine_ends(string name)
    {
        NetworkWork work = Work(name);
        TrainedNet[] wanted = new EmbeddedTrainer().Train(work, null, 1, CancellationToken.None);
        TrainedNet?[] found = Train(8, [work])[0];
        for (int n = 0; n < wanted.Length; n++)
        {
            Assert.Equal(wanted[n].BestEpoch, found[n]!.BestEpoch);
            Assert.Equal(wanted[n].Scores.Count, found[n]!.Scores.Count);
            Assert.InRange(Difference(Outputs(work, wanted[n]), Outputs(work, found[n]!)), 0, Tolerance);
            Assert.InRange(Difference([wanted[n].HeldOutputs], [found[n]!.HeldOutputs]), 0, Tolerance);
        }
    }

    [EngineTheory("torch")]
    [MemberData(nameof(Names))]
    public void Networks_side_by_side_are_what_they_are_alone(string name)
    {
        // With dropout, and works whose labels differ.
        NetworkWork first = Work(name);
        ImmutableArray<Layer> layers = first.Spec.Layers.Insert(first.Spec.Layers.Length - 1, new Layer.Dropout(0.2));
        NetworkWork[] works = [first with { Spec = first.Spec with { Layers = layers } }, Work(name, labels: 2) with { Spec = first.Spec with { Layers = layers }, Rows = first.Rows }];
        TrainedNet?[][] together = Train(8, works), alone = Train(1, works);
        for (int w = 0; w < works.Length; w++)
        {
            for (int n = 0; n < together[w].Length; n++)
            {
                Assert.Equal(alone[w][n]!.BestEpoch, together[w][n]!.BestEpoch);
                Assert.InRange(Difference(Outputs(works[w], alone[w][n]!), Outputs(works[w], together[w][n]!)), 0, Tolerance);
            }
        }

        Assert.True(Difference(together[0][0]!.Values, together[1][0]!.Values) > 1e-2);
    }

    [EngineFact("torch")]
    public void The_same_run_gives_the_same_numbers() =>
        Assert.Equal(0, Difference(Train(8, [Work("columns")])[0][0]!.Values, Train(8, [Work("columns")])[0][0]!.Values));

    [EngineFact("torch")]
    public void What_diverges_at_both_rates_is_given_up()
    {
        NetworkWork work = Work("columns"), wild = work with { Plan = work.Plan with { Training = work.Plan.Training with { LearningRate = 1e30 } } };
        Assert.All(Train(8, [wild])[0], Assert.Null);
        Assert.All(Train(8, [work])[0], net => Assert.Equal(work.Plan.Training.LearningRate, net!.Rate));
    }

    [EngineFact("torch")]
    public void Products_in_bfloat16_end_near_those_in_single_precision()
    {
        NetworkWork work = Work("images, moved");
        float[][] single = Train(8, [work])[0][0]!.Values, mixed = new StackedTrainer(TorchDevice.Choose(DeviceChoice.Cpu), mixed: true, 8).Run([work], null, CancellationToken.None)[0][0]!.Values;
        double off = Difference(single, mixed);
        Assert.True(off is > 1e-6 and < 0.1, $"{off}");
    }

    [EngineFact("torch")]
    public void The_switch_for_determinism_is_the_one_of_libtorch()
    {
        TorchDevice device = TorchDevice.Choose(DeviceChoice.Cpu);
        Determinism.Set(true, device, 2);
        Assert.True(Determinism.Current());
        Assert.Equal(1, TorchSharp.torch.get_num_threads());
        Determinism.Set(false, device, 2);
        Assert.False(Determinism.Current());
        Determinism.Set(true, device, 1);
    }

    private static TrainedNet?[][] Train(int mostInAStack, NetworkWork[] works)
    {
        TorchDevice device = TorchDevice.Choose(DeviceChoice.Cpu);
        Determinism.Set(true, device, 1);
        return new StackedTrainer(device, mixed: false, mostInAStack).Run(works, null, CancellationToken.None);
    }

    private static NetworkWork Work(string name, ulong labels = 1)
    {
        (NetworkInput input, ImmutableArray<Layer> layers, TrainingSpec plan) = Cases[name];
        Rng rng = new(labels);
        int[] classes = [.. Enumerable.Range(0, Rows).Select(row => (row + rng.NextInt(2)) % 3)];
        NetworkRows rows = input is NetworkInput.Image image
            ? new ImageRows(ValueRows.Of([.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, image.Shape.Size).Select(_ => (float)rng.NextDouble()).ToArray())]), new ImageScale(image.Height, image.Width, 1, 0.5f, 3), shift: 1, flip: false)
            : NetworkSamples.Rows(input, Rows);
        StratifiedFolds folds = new(Rows, classes, 5, new Rng(3));
        InnerSplit[] splits = [.. Enumerable.Range(0, 2).Select(n => plan.EarlyStopping ? folds.HoldOut(n) : new InnerSplit([.. Enumerable.Range(0, Rows)], []))];
        SoftmaxLoss loss = new(classes, 3, plan.LabelSmoothing, plan.ClassWeights == ClassWeights.Balanced ? [0.8, 1, 1.3] : null);
        return new NetworkWork(new NetworkSpec(input, layers), new NetworkPlan(plan, 2), rows, loss, splits, [4, 5]);
    }

    /// <summary>As the embedded engine predicts with these weights, row by row.</summary>
    private static List<float[]> Outputs(NetworkWork work, TrainedNet net)
    {
        float[][] found = new float[Rows][];
        new NetworkOutputs(work.Spec, net.Values).Each(work.Rows, (row, outputs) => found[row] = outputs.ToArray());
        return [.. found];
    }

    private static double Difference(IReadOnlyList<float[]> a, IReadOnlyList<float[]> b)
    {
        Assert.Equal(a.Select(array => array.Length), b.Select(array => array.Length));
        return a.Zip(b).SelectMany(pair => pair.First.Zip(pair.Second, (x, y) => (double)Math.Abs(x - y))).Aggregate(0.0, (worst, one) => one <= worst ? worst : one);
    }
}
