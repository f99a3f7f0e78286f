using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Studies;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Training;

namespace MlCompare.BenchTorch;

/// <summary>The same works given to both engines, encoded once, and networks alike to PyTorch; TorchSharp's side in this process, not in a worker.</summary>
internal sealed class EngineSpeed : IDisposable
{
    private const int Seeds = 5;
    private static readonly double[] Noise = [0, 0.1, 0.2, 0.3, 0.4];

    private readonly TrainingSet images;
    private readonly TorchDevice device;
    private readonly bool mixed;
    private readonly int repeats;
    private readonly PyTorch? python;

    /// <param name="python">A Python that has PyTorch; empty: none.</param>
    public EngineSpeed(IDatasetSource source, int rows, TorchDevice device, Precision precision, bool deterministic, int repeats, string python)
    {
        Dataset all = source.Load(1);
        images = new TrainingSet(all.Features.Head(rows), all.Labels.Head(rows));
        (this.device, mixed, this.repeats) = (device, precision == Precision.Mixed, repeats);
        Determinism.Set(deterministic, device, 1);
        this.python = python.Length == 0 ? null : PyTorch.Start(python, device, mixed, deterministic);
        Console.WriteLine(
            $"{images.Count} images of fashion-mnist; TorchSharp with libtorch {TorchSharp.torch.__version__} and {this.python?.Version ?? "no PyTorch"} on {device.Name}, {(mixed ? "mixed" : "single")} precision, {(deterministic ? "deterministic" : "free")}; one thread each; {Figures.Load}");
    }

    public void Dispose() => python?.Dispose();

    public void Epoch()
    {
        NetworkWork[] works = [Work(new ConvLearner(), images.Labels, 1, epochs: 1)];
        Contest.Run($"conv, one pass over {images.Count} images", repeats, Sides(works, ("TorchSharp", 1)));
    }

    public void Grid()
    {
        Grid("mlp, 10 passes", new MlpLearner(), new JsonObject { ["members"] = 1 }, 10);
        Grid("conv of 16 filters, 2 passes", new ConvLearner(), new JsonObject { ["filters"] = 16 }, 2);
    }

    private void Grid(string name, ILearner learner, JsonObject options, int epochs)
    {
        NetworkWork[] works = [.. from level in Noise
                                  from seed in Enumerable.Range(1, Seeds)
                                  select Work(learner.With(options), Noisy(images.Labels, level), (ulong)seed, epochs)];
        // One set of encoded rows, as in a study: networks in one graph share them.
        works = [.. works.Select(work => work with { Rows = works[0].Rows })];
        Contest.Run(
            $"{works.Length} networks, {name} over {images.Count} images", repeats,
            Sides(works, ($"TorchSharp, {works.Length} together", works.Length), ("TorchSharp, 5 together", 5), ("TorchSharp, one by one", 1)));
    }

    private Side[] Sides(NetworkWork[] works, params (string Name, int Together)[] stacks) =>
    [
        .. stacks.Select(stack => new Side(stack.Name, device.IsCuda, () => Torch(works, stack.Together), device.UsedBytes)),
        new Side("embedded engine", false, () => Embedded(works)),
        .. python is null ? Array.Empty<Side>() : [new Side($"{python.Version} eager, one by one", device.IsCuda, () => python.Run(works), () => python.PeakBytes)],
    ];

    private static NetworkWork Work(ILearner learner, Labels labels, ulong seed, int epochs, TrainingSet rows)
    {
        INetworkRecipe recipe = (INetworkRecipe)learner.With(new JsonObject { ["epochs"] = epochs, ["earlyStopping"] = false });
        TrainingSet set = new(rows.Features, labels);
        FitContext context = new(seed);
        return recipe.Prepare(recipe.EncodedRows(set, context), set, context).Work!;
    }

    private NetworkWork Work(ILearner learner, Labels labels, ulong seed, int epochs) => Work(learner, labels, seed, epochs, images);

    private Cost Torch(NetworkWork[] works, int together) => Figures.Timed(() => new StackedTrainer(device, mixed, together).Run(works, null, CancellationToken.None));

    private static Cost Embedded(NetworkWork[] works) => Figures.Timed(() =>
    {
        foreach (NetworkWork work in works)
        {
            new EmbeddedTrainer().Train(work, null, 1, CancellationToken.None);
        }
    });

    private static Labels Noisy(Labels labels, double level)
    {
        Rng rng = new(9);
        int[] classes = [.. labels.Classes.Select(label => rng.NextDouble() < level ? rng.NextInt(labels.ClassCount) : label)];
        return labels.WithClasses(classes);
    }
}
