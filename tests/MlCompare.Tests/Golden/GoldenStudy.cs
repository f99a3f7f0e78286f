using System.Text.Json;
using System.Text.Json.Nodes;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Tests.Golden;

/// <summary>
/// Invents the results of a small study from formulas and a seed, so that the report can be tested without running one: a
/// classification set with a fixed test part and a regression set, with a declined and a failed trial.
/// </summary>
internal static class GoldenStudy
{
    public const string Folder = "tests/MlCompare.Tests/Golden";

    private static readonly int[] Sizes = [250, 2000, 16000];
    private static readonly double[] Noise = [0, 0.2, 0.4];

    public static Study Plan { get; } = new()
    {
        Name = "golden",
        Datasets = ["loans", "houses"],
        Learners = [new("constant"), new("linear"), new("boosting"), new("mlp"), new("kernel")],
        Sizes = [.. Sizes],
        Noise = [.. Noise],
        NoiseRows = 2000,
        Structure = [new("rotated-columns", [0.5, 1]), new("uninformative-columns", [1])],
        StructureRows = 2000,
        Replicates = 3,
        Seed = 7,
        Contrasts =
        [
            new("boosting", "mlp", "error", 0.01, "largest"),
            new("boosting", "linear", "error", 0.01, "largest"),
            new("kernel", "linear", "error", 0.01, "smallest"),
            new("boosting", "linear", "error", 0.01, "noisiest"),
            new("mlp", "boosting", "rmse", 0.025, "largest"),
            new("kernel", "boosting", "rmse", 0.025, "smallest"),
        ],
    };

    public static StudyHeader Header { get; } = new(
        Schema: 1,
        Study: "golden",
        StudyHash: "5c1f6b7a90e2d34f8891aa07c3b6de5512f0947be8830c6d21a4f5e69b7c0d18",
        Revision: "0.1.0+0123abc",
        Planned: 2 * 5 * 3 * (5 + 3),
        Environment: new(StringComparer.Ordinal)
        {
            ["framework"] = ".NET 10.0.1",
            ["memoryBytes"] = "8589934592",
            ["operatingSystem"] = "Linux 6.1",
            ["processor"] = "Example CPU",
            ["processors"] = "2",
            ["vectorBits"] = "256",
        },
        Datasets:
        [
            new("loans", "Loans", Modality.Tabular, TaskKind.Binary, 30162, 16000, 14162, 14, ["paid", "defaulted"],
                "the official test part", null, false, "9f2c61d07be4a8f3", "https://example.org/loans", "CC BY 4.0",
                "Invented for the tests of the report.", ["dropped 12 rows without a label", "column 'postcode' read as categorical"]) { FixedTest = true },
            new("houses", "Houses", Modality.Tabular, TaskKind.Regression, 20640, 16512, 4128, 8, [],
                "a random fifth, drawn anew for each replicate", 31500, false, "44ab10cc9e6d2207", "made by GoldenStudy.cs", "", "", []),
        ],
        Learners:
        [
            new("constant", "constant", "Constant", Family.Baseline, "managed", ["ranks a planted useless feature last: it looks at no feature"]),
            new("linear", "linear", "Linear model", Family.Linear, "managed", []),
            new("boosting", "boosting", "Gradient boosting", Family.Boosting, "managed", []),
            new("mlp", "mlp", "Neural network (MLP)", Family.Neural, "managed", []),
            new("kernel", "kernel", "Kernel ridge", Family.Kernel, "managed", []),
        ],
        Command: "mlcompare run study.json --out golden",
        Absent: ["xgboost: libxgboost was not found; install it with pip install xgboost"]);

    public static StudyResults Results { get; } = new(Plan, Header, [.. Rows()]);

    /// <summary>The part of the study that is about one data set.</summary>
    public static StudyResults Of(string dataset)
    {
        TrialRow[] rows = [.. Results.Rows.Where(row => row.Dataset == dataset)];
        return Results with
        {
            Study = Plan with { Datasets = [dataset] },
            Header = Header with { Datasets = [.. Header.Datasets.Where(one => one.Id == dataset)], Planned = rows.Length },
            Rows = [.. rows],
        };
    }

    /// <summary>The text of results.jsonl: header, then one trial a line.</summary>
    public static string Lines(StudyResults results) => string.Concat(
        results.Rows.Select(row => JsonSerializer.Serialize(row, StudyJson.Line))
            .Prepend(JsonSerializer.Serialize(results.Header, StudyJson.Line))
            .Select(line => line + "\n"));

    public static StudyResults Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new StudyResults(
            Plan,
            JsonSerializer.Deserialize<StudyHeader>(lines[0], StudyJson.Line)!,
            [.. lines.Skip(1).Select(line => JsonSerializer.Deserialize<TrialRow>(line, StudyJson.Line)!)]);
    }

    private static IEnumerable<TrialRow> Rows()
    {
        Rng rng = new(Seeds.From(Plan.Seed, "golden"));
        foreach (DatasetSummary dataset in Header.Datasets)
        {
            foreach ((int rows, double noise) in Sizes.Select(n => (n, 0.0)).Concat(Noise.Skip(1).Select(level => (2000, level))))
            {
                for (int replicate = 0; replicate < Plan.Replicates; replicate++)
                {
                    double shared = rng.NextGaussian();
                    foreach (LearnerSummary learner in Header.Learners)
                    {
                        yield return Row(dataset, learner, rows, noise, replicate, shared + 0.5 * rng.NextGaussian());
                    }
                }
            }
        }

        foreach (DatasetSummary dataset in Header.Datasets)
        {
            foreach ((string id, double level) in Plan.Structure.SelectMany(plan => plan.Levels.Select(level => (plan.Id, level))))
            {
                for (int replicate = 0; replicate < Plan.Replicates; replicate++)
                {
                    foreach (LearnerSummary learner in Header.Learners)
                    {
                        TrialRow row = Row(dataset, learner, 2000, 0, replicate, rng.NextGaussian(), Harm(id, level, learner.Family));
                        yield return row with
                        {
                            Key = $"{row.Key}-{id}-{level * 100:0}",
                            Conditions = new(row.Conditions, StringComparer.Ordinal) { [id] = level },
                        };
                    }
                }
            }
        }
    }

    /// <summary>What is added to the share of the error that is left: rotation hurts trees, useless columns hurt the others.</summary>
    private static double Harm(string id, double level, Family family) => (id, family) switch
    {
        (_, Family.Baseline) => 0,
        ("rotated-columns", Family.Boosting) => 0.12 * level,
        ("uninformative-columns", Family.Neural or Family.Kernel) => 0.06 * level,
        _ => 0.002 * level,
    };

    /// <param name="luck">Standard normal, partly shared by the learners of a replicate.</param>
    private static TrialRow Row(DatasetSummary dataset, LearnerSummary learner, int rows, double noise, int replicate, double luck, double harm = 0)
    {
        bool regression = dataset.Task == TaskKind.Regression;
        string kind = regression ? Plan.RegressionNoiseKind : Plan.NoiseKind;
        TrialRow row = new()
        {
            Key = $"{dataset.Id}-{learner.Name}-{rows}-{noise * 100:0}-{replicate}",
            Dataset = dataset.Id,
            Modality = dataset.Modality,
            Task = dataset.Task,
            Learner = learner.Name,
            Family = learner.Family,
            Engine = learner.Engine,
            TrainRows = rows,
            TestRows = dataset.TestRows,
            Features = dataset.Features,
            Classes = dataset.Classes.Length,
            Conditions = new(StringComparer.Ordinal) { ["training-size"] = rows, [kind] = noise },
            Replicate = replicate,
            Outcome = Outcome.Completed,
            Revision = Header.Revision,
        };
        if (learner.Family == Family.Kernel && rows > 10000)
        {
            return row with { Outcome = Outcome.Declined, Reason = "16,000 rows need a kernel matrix of 2.0 GiB; the limit is 1 GiB (10,000 rows)." };
        }

        if (learner.Family == Family.Neural && noise == 0.4 && replicate == 1 && !regression)
        {
            return row with { Outcome = Outcome.Failed, Reason = "the loss became infinite in epoch 3" };
        }

        // Rounded, because the last bits of Pow and Log differ between platforms.
        double share = Share(learner.Family, rows, noise) + harm
            - (learner.Family == Family.Boosting && !regression ? 0.09 : 0);
        double quality = Math.Round(share * (1 + 0.012 * luck * Math.Sqrt(250.0 / rows) + 0.003 * luck), 5);
        return row with
        {
            Metrics = Rounded(regression ? Regression(quality) : Classification(quality)),
            Confidence = regression ? null : Confidence(0.249 * quality),
            Slices = rows == 16000 && learner.Family != Family.Baseline ? GoldenSlices.Of(dataset, learner.Family, quality, luck) : null,
            FitSeconds = Math.Round(Seconds(learner.Family) * rows / 16000, 7),
            SharedSeconds = Math.Round(Seconds(learner.Family) * rows / 16000, 7),
            PredictSecondsPerRow = Math.Round(Seconds(learner.Family) / 2e6, 10),
            PeakBytes = (long)(3e6 + rows * 400.0 * (1 + (int)learner.Family)),
            ModelBytes = 120 + 45_000 * (int)learner.Family,
            Importance = rows == 16000 && learner.Family != Family.Baseline ? GoldenImportance.Of(dataset, learner.Family, luck) : null,
            Options = learner.Family == Family.Linear ? new JsonObject { ["penalties"] = 10, ["tolerance"] = 1e-6 } : [],
        };
    }

    /// <summary>Half of the rows are sure; errors grow towards even odds, and what is said is a little too high.</summary>
    private static ConfidenceProfile Confidence(double error)
    {
        int[] rows = [0, 0, 0, 0, 0, 1000, 1500, 2000, 2662, 7000];
        double[] said = [0, 0, 0, 0, 0, 0.55, 0.65, 0.75, 0.85, 0.97];
        return new ConfidenceProfile(
            [.. rows], [.. said], [.. rows.Zip(said, (count, p) => (int)(count * (p - error / 5)))], [.. Enumerable.Range(1, 10).Select(k => Math.Round(error * k * k / 100, 4))],
            Math.Round(error / 10, 4), 0.9, Math.Round(1 + error, 4));
    }

    /// <summary>Share of the baseline's error that is left; kernels begin well, boosting ends well, noise hurts boosting most.</summary>
    private static double Share(Family family, int rows, double noise)
    {
        double size = Math.Pow(rows / 250.0, -1);
        return family switch
        {
            Family.Baseline => 1,
            Family.Linear => 0.62 + 0.08 * Math.Sqrt(size) + 0.10 * noise,
            Family.Boosting => 0.50 + 0.27 * Math.Sqrt(size) + 0.45 * noise,
            Family.Neural => 0.51 + 0.24 * Math.Sqrt(size) + 0.30 * noise,
            _ => 0.53 + 0.12 * Math.Sqrt(size) + 0.20 * noise,
        };
    }

    private static double Seconds(Family family) => family switch
    {
        Family.Baseline => 0.0004,
        Family.Linear => 0.21,
        Family.Boosting => 2.4,
        Family.Neural => 41,
        _ => 95,
    };

    private static SortedDictionary<string, double> Rounded(SortedDictionary<string, double> metrics) =>
        new(metrics.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 6)), StringComparer.Ordinal);

    private static SortedDictionary<string, double> Classification(double quality) => new(StringComparer.Ordinal)
    {
        ["accuracy"] = 1 - 0.249 * quality,
        ["auc"] = 1 - 0.5 * quality * quality,
        ["balancedAccuracy"] = 1 - 0.5 * quality,
        ["brier"] = 0.37 * quality,
        ["ece"] = 0.02 * quality,
        ["error"] = 0.249 * quality,
        ["logLoss"] = 0.56 * quality,
    };

    private static SortedDictionary<string, double> Regression(double quality) => new(StringComparer.Ordinal)
    {
        ["mae"] = 91_000 * quality * 0.7,
        ["r2"] = 1 - quality * quality,
        ["rmse"] = 91_000 * quality,
    };
}
