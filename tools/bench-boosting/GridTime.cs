using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>
/// Wall time of a whole comparison on `adult`: five sizes, five levels of label noise, three seeds, two workers. Ours is a study of the
/// product with its default boosting; the peers' is the loop that a practitioner writes, joblib over the same cells.
/// </summary>
internal sealed class GridTime(Bench bench, DatasetLibrary library, int repeats)
{
    private const double Bar = 0.25;
    private const int Workers = 2, Replicates = 3;
    private static readonly int[] Sizes = [250, 1000, 4000, 16000, 0];
    private static readonly double[] Noise = [0, 0.1, 0.2, 0.3, 0.4];

    /// <summary>The settings with which XGBoost is usually compared, besides the defaults of both.</summary>
    private static readonly (string Peer, string Name, string Settings)[] Sides =
    [
        ("xgboost", "300 rounds, depth 6, rate 0.1", """{"n_estimators":300,"max_depth":6,"learning_rate":0.1}"""),
        ("xgboost", "defaults, 100 rounds", "{}"),
        ("hgb", "defaults, 100 rounds", "{}"),
    ];

    public void Run()
    {
        IDatasetSource adult = library.Resolve("adult");
        Study study = new()
        {
            Name = "grid", Datasets = [adult.Id], Learners = [new LearnerPlan(bench.Learner.Id)],
            Sizes = [.. Sizes], Noise = [.. Noise], Grid = Grid.Full, Replicates = Replicates,
        };
        BlockFactory factory = new(adult, study, new Catalog<IIntervention>([]));
        Ours(adult, study with { Sizes = [250], Replicates = 1 });
        string root = Directory.CreateTempSubdirectory("bench-boosting-").FullName;
        try
        {
            string[] folders = [.. Enumerable.Range(0, Replicates).Select(replicate => Path.Combine(root, $"{replicate}"))];
            for (int replicate = 0; replicate < Replicates; replicate++)
            {
                RowFiles.Write(folders[replicate], factory.Base(replicate, int.MaxValue));
            }

            int[] sizes = [.. Sizes.Select(size => size == 0 ? factory.Sizes().Pool : size)];
            foreach ((string peer, string name, string settings) in Sides.Where(side => bench.Peers.Contains(side.Peer)))
            {
                Peer(peer, settings, folders[..1], [250]);
                Pairwise pair = Pairwise.Run(repeats, () => Ours(adult, study), () => Peer(peer, settings, folders, sizes));
                Console.WriteLine($"grid on adult, {Sizes.Length} sizes x {Noise.Length} noise levels x {Replicates} seeds: boosting / {peer} ({name}): {pair}");
                Figures.Bar($"wall time of the grid to {peer} ({name})", pair.WallRatio, Bar);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private Cost Ours(IDatasetSource source, Study study)
    {
        Plugins plugins = new(
            new Catalog<ILearner>([bench.Learner]),
            Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly),
            new MeasureSet(Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly)));
        string folder = Directory.CreateTempSubdirectory("bench-boosting-").FullName;
        try
        {
            StudyResults? results = null;
            Cost cost = Figures.Timed(() => results = new StudyRunner(study, [source], plugins).Run(folder, Workers, new NoProgress(), CancellationToken.None));
            return results!.Rows.All(row => row.Outcome == Outcome.Completed)
                ? cost
                : throw new InvalidOperationException(results.Rows.First(row => row.Outcome != Outcome.Completed).Reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Cost Peer(string peer, string settings, string[] folders, int[] sizes)
    {
        JsonObject answer = bench.Python!.Ask(new JsonObject
        {
            ["action"] = "grid",
            ["peer"] = peer,
            ["settings"] = JsonNode.Parse(settings),
            ["folders"] = new JsonArray([.. folders.Select(folder => JsonValue.Create(folder))]),
            ["sizes"] = new JsonArray([.. sizes.Select(size => JsonValue.Create(size))]),
            ["noise"] = new JsonArray([.. Noise.Select(level => JsonValue.Create(level))]),
            ["workers"] = Workers,
        });
        return new Cost((double)answer["wall"]!, (double)answer["cpu"]!);
    }
}
