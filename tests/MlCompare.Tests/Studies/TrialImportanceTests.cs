using System.Text.Json;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Importance;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Linear;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

/// <summary>A study whose table has a useful column, its twin, and 38 that tell nothing.</summary>
public sealed class TrialImportanceTests : IClassFixture<TrialImportanceTests.Run>
{
    private readonly Run run;

    public TrialImportanceTests(Run run) => this.run = run;

    [Fact]
    public void Only_the_largest_size_without_noise_is_asked_and_no_baseline()
    {
        Assert.Single(run.Results.Rows.Select(row => row.TestRows).Distinct());
        Assert.All(run.Results.Rows, row => Assert.Equal(
            row.TrainRows == 300 && row.Conditions["label-noise-symmetric"] == 0 && row.Family != Family.Baseline, row.Importance is not null));
    }

    /// <summary>Each prediction reads a row, so shuffling every column takes time with the square of their number.</summary>
    [Theory]
    [InlineData(500, 20, 5)]
    [InlineData(500, 200, 1)]
    [InlineData(500, 201, 0)]
    [InlineData(100, 500, 2)]
    [InlineData(8, 2000, 1)]
    [InlineData(8, 10_000, 0)]
    [InlineData(2, 1_000_000, 0)]
    public void Columns_are_shuffled_as_often_as_time_allows(int rows, int width, int repeats) =>
        Assert.Equal(repeats, TrialImportance.Repeats(rows, width));

    [Fact]
    public void Planted_columns_show_in_every_figure()
    {
        foreach (ModelUse use in ImportanceAnalysis.Of(run.Results))
        {
            ColumnUse useful = use.Columns.Single(column => column.Column == "useful"), twin = use.Columns.Single(column => column.Column == "twin");
            IEnumerable<ColumnUse> useless = use.Columns.Except([useful, twin]);
            double both = useful.Increase!.Mean + twin.Increase!.Mean;
            Assert.True(both > 0.2, $"{use.Learner}: {both}");
            Assert.All(useless, column => Assert.True(Math.Abs(column.Increase!.Mean) < 0.1 * both, $"{use.Learner}, {column}"));
            Assert.Equal(use.Learner == "boosting", useful.Shap is not null && useful.Gain is not null);
            if (useful.Shap is double shap && useful.Gain is double gain)
            {
                Assert.InRange(shap + twin.Shap!.Value, 0.7, 1);
                Assert.InRange(gain + twin.Gain!.Value, 0.7, 1);
                Assert.All(useless, column => Assert.True(column.Shap < 0.05 && column.Gain < 0.05, column.ToString()));
            }
        }
    }

    [Fact]
    public void Few_columns_are_kept_and_the_rest_counted()
    {
        ModelImportance[] all = [.. run.Results.Rows.Where(row => row.Importance is not null).Select(row => row.Importance!)];
        Assert.Equal(4, all.Length);
        Assert.All(all, one => Assert.Equal((40, 5, 80), (one.Width, one.Repeats, one.Rows)));
        Assert.All(all, one => Assert.InRange(one.Columns.Length, 20, 39));
        Assert.All(all, one => Assert.Contains(one.Columns, column => column.Name == "useful"));
    }

    [Fact]
    public void Rows_are_the_same_with_any_number_of_workers_and_survive_the_file()
    {
        using Run again = new(3);
        Assert.Equal(CoinStudy.WithoutTimes(run.Lines), CoinStudy.WithoutTimes(again.Lines));
        TrialRow row = run.Results.Rows.First(row => row.Importance is not null);
        TrialRow read = JsonSerializer.Deserialize<TrialRow>(JsonSerializer.Serialize(row, StudyJson.Line), StudyJson.Line)!;
        Assert.Equal<ColumnImportance>([.. row.Importance!.Columns], [.. read.Importance!.Columns]);
        Assert.Equal(row.Importance with { Columns = [] }, read.Importance with { Columns = [] });
    }

    public sealed class Run : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");

        public Run()
            : this(1)
        {
        }

        internal Run(int workers)
        {
            Study study = new()
            {
                Name = "planted",
                Datasets = ["planted"],
                Learners = [new("constant"), new("linear"), new("boosting", new() { ["maxRounds"] = 20, ["crossValidateBelow"] = 0 })],
                Sizes = [100, 300],
                Noise = [0, 0.2],
                NoiseRows = 300,
                Replicates = 2,
            };
            Plugins plugins = new(
                new Catalog<ILearner>([new ConstantLearner(), new LinearLearner(), new BoostingLearner()]),
                Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly),
                new MeasureSet());
            Results = new StudyRunner(study, [new Planted()], plugins).Run(folder.FullName, workers, new NoProgress(), default);
            Lines = File.ReadAllText(Path.Combine(folder.FullName, ResultStore.ResultsName));
        }

        public StudyResults Results { get; }

        public string Lines { get; }

        public void Dispose() => folder.Delete(recursive: true);
    }

    private sealed class Planted : IDatasetSource
    {
        public string Id => "planted";

        public string Title => "Planted";

        public Modality Modality => Modality.Tabular;

        public TaskKind Task => TaskKind.Binary;

        public bool FreshDraws => false;

        public Dataset Load(ulong sampleSeed)
        {
            Rng rng = new(2);
            float[] useful = [.. Enumerable.Range(0, 400).Select(_ => (float)rng.NextGaussian())];
            int[] classes = [.. useful.Select(x => x + 0.2 * rng.NextGaussian() > 0 ? 1 : 0)];
            List<Column> columns = [new NumericColumn("useful", useful), new NumericColumn("twin", [.. useful])];
            for (int j = 2; j < 40; j++)
            {
                columns.Add(new NumericColumn($"useless {j}", [.. useful.Select(_ => (float)rng.NextGaussian())]));
            }

            return new Dataset(
                Id, Title, new FeatureTable(Modality, columns), Labels.OfClasses(classes, ["low", "high"]), new Provenance("made up"));
        }
    }
}
