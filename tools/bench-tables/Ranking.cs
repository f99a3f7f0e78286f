using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.BenchTables;

/// <summary>
/// Fits learners on splits of tables, which are the product's own blocks, and prints each table's mean loss (log loss for classes, root
/// mean squared error for numbers), ratios to the peer and mean ranks of the learners among themselves.
/// </summary>
internal sealed class Ranking((string Name, ILearner Learner)[] learners, PeerProcess? peer, string? record)
{
    public const string Peer = "sklearn-mlp";
    private const double Clip = 1e-7;

    private readonly Dictionary<string, Fit> done = record is null || !File.Exists(record)
        ? []
        : File.ReadLines(record).Select(line => JsonSerializer.Deserialize<Fit>(line)!).DistinctBy(fit => fit.Key).ToDictionary(fit => fit.Key);

    /// <summary>A public table cut to so many training rows, as a table of splits.</summary>
    public static (string Id, int Rows, Func<int, Block> Draw) Table(IDatasetSource source, int rows)
    {
        Study study = new() { Name = "bench", Datasets = [source.Id], Learners = [], TestRows = int.MaxValue };
        BlockFactory factory = new(source, study, new Catalog<IIntervention>([]));
        return (source.Id, rows, seed => factory.Base(seed, rows));
    }

    public void Run((string Id, int Rows, Func<int, Block> Draw)[] tables, int seeds)
    {
        string[] names = [.. learners.Select(learner => learner.Name), .. peer is null ? [] : new[] { Peer }];
        List<double[]> figures = [];
        double[] seconds = new double[names.Length];
        foreach ((string id, int rows, Func<int, Block> draw) in tables)
        {
            double[] sums = new double[names.Length];
            string figure = "";
            for (int seed = 0; seed < seeds; seed++)
            {
                Lazy<Block> block = new(() => draw(seed));
                for (int n = 0; n < names.Length; n++)
                {
                    Fit fit = Of(names[n], n < learners.Length ? learners[n].Learner : null, id, rows, seed, block);
                    sums[n] += fit.Figure / seeds;
                    seconds[n] += fit.CpuSeconds;
                    figure = fit.Regression ? "RMSE" : "log loss";
                }
            }

            figures.Add(sums);
            Console.WriteLine($"{id,-20} {figure,-8} " + string.Join("  ", names.Select((name, n) => FormattableString.Invariant($"{name} {sums[n]:0.####}"))));
        }

        Summary(names, figures, seconds);
    }

    private void Summary(string[] names, List<double[]> figures, double[] seconds)
    {
        for (int n = 0; n < names.Length; n++)
        {
            string ratio = peer is null ? "" : FormattableString.Invariant($", mean ratio to {Peer} {figures.Average(row => row[n] / row[^1]):0.000}");
            string rank = n >= learners.Length ? "" : FormattableString.Invariant(
                $", mean rank {figures.Average(row => 1 + row.Take(learners.Length).Count(other => other < row[n])):0.00} of {learners.Length}");
            string first = FormattableString.Invariant($"better than {names[0]} on {figures.Count(row => row[n] < row[0])} of {figures.Count}");
            Console.WriteLine(FormattableString.Invariant($"{names[n]}: {first}, mean ratio to it {figures.Average(row => row[n] / row[0]):0.000}") + ratio + rank
                + FormattableString.Invariant($", {seconds[n]:0} CPU s"));
        }
    }

    private Fit Of(string name, ILearner? learner, string table, int rows, int seed, Lazy<Block> block)
    {
        string key = FormattableString.Invariant($"{table} {rows} {seed} {name}");
        if (done.TryGetValue(key, out Fit? known))
        {
            return known;
        }

        (double[] predictions, double cpu) = learner is null ? FitPeer(block.Value, seed) : FitOurs(learner, block.Value, table, seed);
        Labels truth = block.Value.TestLabels;
        Fit fit = new(key, Figure(predictions, truth), truth.Task == TaskKind.Regression, cpu);
        done.Add(key, fit);
        if (record is not null)
        {
            File.AppendAllText(record, JsonSerializer.Serialize(fit) + "\n");
        }

        return fit;
    }

    private static (double[] Predictions, double Cpu) FitOurs(ILearner learner, Block block, string table, int seed)
    {
        if (learner.Decline(block.Train) is string reason)
        {
            throw new InputException($"declines {table}: {reason}", $"learner {learner.Id}", "leave it out, or that data set");
        }

        double start = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        IPredictor model = learner.Fit(block.Train, new FitContext(Seeds.From(1, table, "replicate", seed, "fit")));
        double cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - start;
        return ([.. model.Predict(block.TestFeatures).Values], cpu);
    }

    private (double[] Predictions, double Cpu) FitPeer(Block block, int seed)
    {
        string folder = Directory.CreateTempSubdirectory("bench-tables-").FullName;
        try
        {
            RowFiles.Write(folder, block);
            string answer = Path.Combine(folder, "predictions.f64");
            JsonObject cost = peer!.Ask(new JsonObject
            {
                ["action"] = "fit", ["folder"] = folder, ["seed"] = seed, ["out"] = answer, ["settings"] = new JsonObject(),
            });
            return ([.. MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(answer))], (double)cost["cpu"]!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Figure(double[] predictions, Labels truth) => truth.Task == TaskKind.Regression
        ? Math.Sqrt(Enumerable.Range(0, truth.Count).Average(i => Math.Pow(predictions[i] - truth.Values[i], 2)))
        : Enumerable.Range(0, truth.Count).Average(i => -Math.Log(Math.Clamp(predictions[i * truth.ClassCount + truth.Classes[i]], Clip, 1)));

    /// <summary>What one fit gave.</summary>
    private sealed record Fit(string Key, double Figure, bool Regression, double CpuSeconds);
}
