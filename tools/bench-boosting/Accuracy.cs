using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Native.Xgboost;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>
/// Losses on public tables, defaults against defaults: log loss for classes, root mean squared error for numbers, each seed a split
/// of the product's own (80/20, or the official test part). The interval is the product's: corrected resampled t over the log ratios
/// of the seeds; where the test part is fixed, the paired variance over its rows is added.
/// </summary>
internal sealed class Accuracy(Bench bench, string cache, JsonObject options)
{
    private const double Clip = 1e-15;

    /// <summary>A peer is behind or ahead on a set when the ratio is past this and the interval excludes 1.</summary>
    private const double Margin = 1.02;

    private readonly Dictionary<string, List<(string Set, MeanInterval LogRatio)>> all = bench.Peers.ToDictionary(
        peer => peer, _ => new List<(string, MeanInterval)>());

    public void Run(IReadOnlyList<IDatasetSource> sources, int seeds)
    {
        Directory.CreateDirectory(cache);
        foreach (IDatasetSource source in sources)
        {
            Study study = new() { Name = "bench", Datasets = [source.Id], Learners = [], TestRows = int.MaxValue };
            BlockFactory factory = new(source, study, new Catalog<IIntervention>([]));
            Result[] results = [.. Enumerable.Range(0, seeds).Select(seed => One(factory, study, seed))];
            foreach (string peer in bench.Peers)
            {
                MeanInterval ratio = Interval(results, peer);
                double ours = results.Average(result => result.Figure(result.Ours)), theirs = results.Average(result => result.Figure(result.Peers[peer]));
                all[peer].Add((source.Id, ratio));
                Console.WriteLine(FormattableString.Invariant(
                    $"{source.Id,-20} {peer,-10} ours {ours:0.#####} peer {theirs:0.#####} ratio {Math.Exp(ratio.Mean):0.0000} [{Math.Exp(ratio.Low):0.0000}, {Math.Exp(ratio.High):0.0000}] seeds {seeds}, our fit {results.Average(r => r.Seconds):0.00} CPU s{(IsBehind(ratio) ? "  BEHIND" : "")}"));
            }
        }

        Summary();
    }

    private void Summary()
    {
        foreach ((string peer, List<(string Set, MeanInterval LogRatio)> sets) in all)
        {
            double[] ratios = [.. sets.Select(set => Math.Exp(set.LogRatio.Mean))];
            string[] behind = [.. sets.Where(set => IsBehind(set.LogRatio)).Select(set => set.Set)];
            Figures.Bar($"mean loss ratio to {peer} over {ratios.Length} sets (geometric {Math.Exp(sets.Average(s => s.LogRatio.Mean)):0.0000})", ratios.Average(), 1.00);
            Figures.Bar($"sets worse than {peer} by more than 2 % with an interval that excludes 0: {string.Join(", ", behind)}", behind.Length, 0);
        }
    }

    private static bool IsBehind(MeanInterval logRatio) => logRatio.Mean > Math.Log(Margin) && logRatio.Low > 0;

    private Result One(BlockFactory factory, Study study, int seed)
    {
        Block block = factory.Base(seed, int.MaxValue);
        Dictionary<string, double[]> peers = bench.Peers.ToDictionary(peer => peer, peer => PeerLosses(peer, factory, block, seed));
        ILearner learner = bench.Learner.With(options);
        double start = Figures.CpuSeconds;
        IPredictor model = learner.Fit(block.Train, new FitContext(Seeds.From(study.Seed, factory.Source.Id, "replicate", seed, "fit")));
        double seconds = Figures.CpuSeconds - start;
        double[] ours = Losses(model.Predict(block.TestFeatures).Values, block.TestLabels);
        double splitRatio = factory.Source.FreshDraws || block.FixedTest ? 0 : (double)block.TestFeatures.Count / block.Train.Count;
        return new Result(ours, peers, seconds, block.TestLabels.Task, block.FixedTest, splitRatio);
    }

    /// <summary>Peers do not change: their predictions are kept in the cache, under the content of the data and the seed.</summary>
    private double[] PeerLosses(string peer, BlockFactory factory, Block block, int seed)
    {
        string file = Path.Combine(cache, $"{factory.Source.Id}-{factory.Dataset(seed).ContentHash[..8]}-{seed}-{peer}.f64");
        if (!File.Exists(file))
        {
            if (peer == Bench.Library)
            {
                IPredictor model = new XgboostLearner(XgboostOptions.LibraryDefaults).Fit(block.Train, new FitContext(0));
                File.WriteAllBytes(file + ".part", MemoryMarshal.AsBytes<double>(model.Predict(block.TestFeatures).Values));
            }
            else
            {
                bench.WithRows(block, folder => bench.Python!.Fit(peer, folder, [], file + ".part"));
            }

            File.Move(file + ".part", file);
        }

        return Losses(MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(file)), block.TestLabels);
    }

    /// <summary>Loss of each test row: −ln of the true class's probability, or the squared error.</summary>
    private static double[] Losses(ReadOnlySpan<double> predictions, Labels labels)
    {
        double[] losses = new double[labels.Count];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = labels.Task == TaskKind.Regression
                ? Math.Pow(predictions[i] - labels.Values[i], 2)
                : -Math.Log(Math.Clamp(predictions[i * labels.ClassCount + labels.Classes[i]], Clip, 1));
        }

        return losses;
    }

    private static MeanInterval Interval(Result[] results, string peer)
    {
        double power = results[0].Power;
        double extra = !results[0].FixedTest ? 0 : results.Average(result => power * power * TestVariance(result.Ours, result.Peers[peer]));
        return MeanInterval.Of(
            [.. results.Select(result => power * Math.Log(result.Ours.Average() / result.Peers[peer].Average()))], results[0].SplitRatio, extra);
    }

    /// <summary>Variance of the log ratio of two means over the same rows, to first order.</summary>
    private static double TestVariance(double[] ours, double[] theirs)
    {
        double a = ours.Average(), b = theirs.Average();
        return ours.Zip(theirs, (x, y) => Math.Pow(x / a - y / b, 2)).Average() / ours.Length;
    }

    /// <summary>One seed: the losses of the test rows, ours and each peer's.</summary>
    private sealed record Result(
        double[] Ours, IReadOnlyDictionary<string, double[]> Peers, double Seconds, TaskKind Task, bool FixedTest, double SplitRatio)
    {
        /// <summary>The figure is the mean loss to this power: the root for squared errors, whose log ratio is half that of the means.</summary>
        public double Power => Task == TaskKind.Regression ? 0.5 : 1;

        public double Figure(double[] losses) => Math.Pow(losses.Average(), Power);
    }
}
