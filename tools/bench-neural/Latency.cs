using System.Diagnostics;
using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Studies;
using Shard = MlCompare.Learners.Neural.Nets.Shard;

namespace MlCompare.BenchNeural;

/// <summary>How long one row takes.</summary>
internal static class Latency
{
    private const int Calls = 5000;

    public static void Run(TorchProcess? torch, int repeats)
    {
        DenseRows rows = new(50, new float[50], 1);
        Shard network = new(Graph.Create(TrainingLoop.Mlp(), new Rng(1)), new SquaredLoss([0]), new Rng(1));
        Figures.Bar("µs a row, network of 2 x 256 units on 50 inputs, median", Median(() => network.Predict(rows, [0])), 20, least: false);

        TrainingSet train = PlantedRows.Table(1000, 50, 1);
        IPredictor model = new MlpLearner(new MlpOptions { Epochs = 1, MostBins = 0 }).Fit(train, new FitContext(1));
        FeatureTable one = train.Features.Head(1);
        Console.WriteLine(FormattableString.Invariant(
            $"        {Median(() => model.Predict(one)):0.0} µs a row, fitted mlp: table in, encoded, three such networks, probabilities out"));
        if (torch is not null)
        {
            torch.Run("mlp", 0, Calls);
            double[] peer = [.. Enumerable.Range(0, repeats).Select(_ => torch.Run("mlp", 0, Calls).Wall / Calls * 1e6)];
            Console.WriteLine(FormattableString.Invariant($"        {Pairwise.Median(peer):0.0} µs a row, PyTorch {torch.Version}, median of {repeats} means"));
        }
    }

    private static double Median(Action call)
    {
        double[] times = new double[Calls];
        for (int i = 0; i < 2 * Calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            times[i % Calls] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return Pairwise.Median(times);
    }
}
