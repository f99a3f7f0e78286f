using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Tests.Support;

/// <summary>A small study on made-up rows that runs in milliseconds.</summary>
internal sealed class CoinStudy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");

    public string Folder => folder.FullName;

    public Study Study { get; init; } = new()
    {
        Name = "coins",
        Datasets = ["toss"],
        Learners = [new LearnerPlan("coin"), new LearnerPlan("coin", new JsonObject { ["milliseconds"] = 3 }, "slow-coin")],
        Sizes = [20, 0],
        Noise = [0, 0.3],
        NoiseRows = 20,
        Replicates = 4,
    };

    public static Plugins StandardPlugins { get; } = new(
        new Catalog<ILearner>([new CoinLearner()]), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());

    public Plugins Plugins { get; init; } = StandardPlugins;

    public IReadOnlyList<IDatasetSource> Sources { get; init; } = [new TossSource()];

    public string Results => Path.Combine(Folder, ResultStore.ResultsName);

    public string Pending => Path.Combine(Folder, ResultStore.PendingName);

    public StudyResults Run(int workers = 1, IStudyProgress? progress = null, CancellationToken cancel = default) =>
        new StudyRunner(Study, Sources, Plugins).Run(Folder, workers, progress ?? new NoProgress(), cancel);

    /// <summary>The results with times and memory set to zero: what must be the same whatever happened on the way.</summary>
    public string Comparable() => WithoutTimes(File.ReadAllText(Results));

    public static string WithoutTimes(string lines) => string.Join('\n', lines.Split('\n').Select(line =>
    {
        if (line.Length == 0)
        {
            return line;
        }

        JsonObject row = JsonNode.Parse(line)!.AsObject();
        foreach (string varying in new[] { "fitSeconds", "sharedSeconds", "predictSecondsPerRow", "peakBytes", "devicePeakBytes", "deviceSeconds" })
        {
            if (row.ContainsKey(varying))
            {
                row[varying] = 0;
            }
        }

        row.Remove("check");
        return row.ToJsonString(StudyJson.Line);
    }));

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Forty tosses with one feature.</summary>
    internal sealed class TossSource : IDatasetSource
    {
        public string Id => "toss";

        public string Title => "Tosses";

        public Modality Modality => Modality.Tabular;

        public TaskKind Task => TaskKind.Binary;

        public bool FreshDraws => false;

        public Dataset Load(ulong sampleSeed) => new(
            Id,
            Title,
            new FeatureTable(Modality.Tabular, [new NumericColumn("x", [.. Enumerable.Range(0, 40).Select(i => (float)i)])]),
            Labels.OfClasses([.. Enumerable.Range(0, 40).Select(i => i % 2)], ["heads", "tails"]),
            new Provenance("made up"));
    }
}
