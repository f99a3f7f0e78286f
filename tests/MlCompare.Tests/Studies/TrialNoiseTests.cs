using MlCompare.Datasets.Synthetic;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Linear;
using MlCompare.Measures;
using MlCompare.Reports;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Golden;
using MlCompare.Theory;

namespace MlCompare.Tests.Studies;

/// <summary>A study that asks why, with a learner that memorises and one that cannot.</summary>
public sealed class TrialNoiseTests(TrialNoiseTests.Run run) : IClassFixture<TrialNoiseTests.Run>
{
    [Fact]
    public void One_noise_level_is_followed_and_no_baseline() => Assert.All(run.Results.Rows, row => Assert.Equal(
        row.Conditions["label-noise-symmetric"] == 0.2 && row.TrainRows == 300 && row.Family != Family.Baseline && !row.Conditions.ContainsKey("rotated-columns"), row.NoiseTwin is not null));

    [Fact]
    public void The_figures_are_those_of_twin_fits_made_by_hand()
    {
        TrialRow row = run.Results.Rows.First(row => row.NoiseTwin is not null && row.Learner == "boosting");
        BlockFactory factory = new(new AxisBoxes(), run.Study, new Catalog<IIntervention>([new SymmetricLabelNoise()]));
        Block block = factory.Apply(factory.Base(row.Replicate, 300), new Dictionary<string, double> { ["label-noise-symmetric"] = 0.2 }, row.Replicate);
        ulong seed = Seeds.From(run.Study.Seed, "axis-boxes", "replicate", row.Replicate, "fit");
        TwinFit twin = TwinFit.Of(Memoriser, block, seed, seed + 1, null, default);
        Assert.True(Math.Abs(twin.Absorbed - row.NoiseTwin!.Absorbed) <= 1e-5 && Math.Abs(twin.Visible - row.NoiseTwin.Visible) <= 1e-5, $"{twin} {row.NoiseTwin}");
    }

    [Fact]
    public void Who_memorises_is_told_from_who_resists()
    {
        IReadOnlyList<LearnerNoise> found = NoiseFateAnalysis.Of(run.Results);
        LearnerNoise boosting = found.Single(one => one.Learner == "boosting"), linear = found.Single(one => one.Learner == "linear");
        Assert.Equal((300, 0.2), (boosting.Rows, boosting.Level));
        Assert.True(boosting.Absorbed.Mean > 0.5 && linear.Absorbed.Mean < 0.3, $"{boosting.Absorbed} {linear.Absorbed}");
        Assert.Equal(2, boosting.Absorbed.Count);
        string text = VisibleText.Of(ReportWriter.Render(run.Results));
        Assert.Contains("Where the label noise goes", text, StringComparison.Ordinal);
        Assert.Contains("radient boosting takes up most of the noise", text, StringComparison.Ordinal);
        // Results without such figures have no such section.
        Assert.DoesNotContain(
            "Where the label noise goes",
            ReportWriter.Render(run.Results with { Rows = [.. run.Results.Rows.Select(row => row with { NoiseTwin = null })] }),
            StringComparison.Ordinal);
    }

    private static BoostingLearner Memoriser => new(new BoostingOptions { EarlyStopping = false, MaxRounds = 60, MinLeafRows = 1, LearningRate = 0.3, CrossValidateBelow = 0 });

    public sealed class Run : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-noise-");

        public Run()
        {
            Study = new Study
            {
                Name = "noise",
                Datasets = ["axis-boxes"],
                Learners = [new("constant"), new("linear"), new("boosting", Memoriser.Options)],
                Sizes = [100, 300],
                Noise = [0, 0.2, 0.4],
                NoiseRows = 300,
                Structure = [new StructurePlan("rotated-columns", [1])],
                StructureRows = 300,
                Replicates = 2,
                TestRows = 300,
            };
            Plugins plugins = new(
                new Catalog<ILearner>([new ConstantLearner(), new LinearLearner(), new BoostingLearner()]), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());
            Results = new StudyRunner(Study, [new AxisBoxes()], plugins).Run(folder.FullName, 1, new NoProgress(), default);
        }

        public Study Study { get; }

        public StudyResults Results { get; }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
