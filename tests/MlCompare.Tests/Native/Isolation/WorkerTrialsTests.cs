using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Datasets.Synthetic;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Linear;
using MlCompare.Measures;
using MlCompare.Native.Isolation;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Isolation;

/// <summary>Whatever a learner does in a worker, its trial fails with the reason, and nothing else.</summary>
public class WorkerTrialsTests
{
    private const long Ceiling = 512L << 20;

    [Theory]
    [InlineData("throws", "^InvalidOperationException: it was in the mood$")]
    [InlineData("sleeps", "^time limit of 3 s reached$")]
    [InlineData("hangs", "^time limit reached, and no answer after [0-9.]+ s: its process was ended$")]
    [InlineData("hangsLater", "^time limit reached, and no answer")]
    [InlineData("answersNaN", "^UnusablePredictionException: ")]
    [InlineData("allocates", "^needed more than 512 MiB$")]
    [InlineData("segfaults", "^The worker process (was ended by signal (6|11)|ended with exit code)")]
    [InlineData("overflows", "^The worker process (was ended by signal (6|11)|ended with exit code)")]
    public void Misbehaviour_fails_its_trial_with_the_reason_and_the_study_goes_on(string option, string reason)
    {
        StudyResults results = Run([new LearnerPlan("misbehaving", new JsonObject { [option] = 1 }), new LearnerPlan("misbehaving", null, "behaving"), new LearnerPlan("coin")], [0], 1, 1);
        Assert.Equal([Outcome.Failed, Outcome.Completed, Outcome.Completed], results.Rows.Select(row => row.Outcome));
        Assert.Matches(reason, results.Rows[0].Reason);
    }

    [Fact]
    public void A_study_of_mixed_trials_ends_with_every_trial_accounted_for()
    {
        JsonObject moods = new()
        {
            ["throws"] = 0.1,
            ["hangs"] = 0.05,
            ["answersNaN"] = 0.1,
            ["allocates"] = 0.1,
            ["segfaults"] = 0.1,
            ["overflows"] = 0.1,
        };
        LearnerPlan[] learners =
        [
            new LearnerPlan("misbehaving", moods),
            new LearnerPlan("coin"),
            new LearnerPlan("coin", new JsonObject { ["mood"] = "declines" }, "decliner"),
        ];
        StudyResults results = Run(learners, [8, 10, 12, 14, 0], 5, 2);
        Assert.Equal(75, results.Header.Planned);
        Assert.Equal(results.Header.Planned, results.Rows.Length);
        ILookup<string, TrialRow> of = results.Rows.ToLookup(row => row.Learner);
        Assert.All(of["coin"], row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.All(of["decliner"], row => Assert.Equal(Outcome.Declined, row.Outcome));
        Assert.InRange(of["misbehaving"].Count(row => row.Outcome == Outcome.Completed), 5, 20);
        Assert.InRange(of["misbehaving"].Select(row => row.Reason?[..10]).Distinct().Count(), 4, 7);
    }

    [Fact]
    public void Rows_made_in_workers_are_the_rows_made_here()
    {
        using CoinStudy here = Real(), there = Real();
        here.Run(workers: 2);
        Run(there, new WorkerTrials(all: true), 2);
        Assert.Equal(here.Comparable(), there.Comparable());
        Assert.Contains("importance", there.Comparable(), StringComparison.Ordinal);
    }

    /// <summary>On this machine alone they fit, or this test could not have made them.</summary>
    [Fact]
    public void Rows_above_the_ceiling_of_the_worker_are_declined_with_the_numbers()
    {
        const int Rows = 9_000, Side = 96;
        PackedValues black = PackedValues.OfLevels(new byte[Side * Side]);
        Labels labels = Labels.OfClasses([.. Enumerable.Range(0, Rows).Select(row => row % 2)], ["even", "odd"]);
        Dataset pictures = new("pictures", "Pictures", new FeatureTable(
            Modality.Image, [new ImageColumn("image", ValueRows.Of([.. Enumerable.Repeat(black, Rows)]), Side, Side, 1)]), labels, new Provenance("test"));
        Study study = new() { Name = "ceiling", Datasets = ["pictures"], Learners = [new LearnerPlan("linear")], Sizes = [0], Noise = [0], Replicates = 1, TestRows = 50 };
        using TempFolder folder = new("ceiling");
        Plugins plugins = new(Catalog.Scan<ILearner>(typeof(LinearLearner).Assembly), CoinStudy.StandardPlugins.Interventions, CoinStudy.StandardPlugins.Measures);
        new StudyRunner(study, [new LoadedSource(pictures)], plugins) { Host = new WorkerTrials(all: true, Ceiling) }.Run(folder.Path, 1, new NoProgress(), default);
        TrialRow row = Assert.Single(ResultStore.Read(folder.Path).Rows);
        Assert.True(row.Outcome == Outcome.Declined, row.Reason);
        Assert.Equal("8,950 rows of 9,216 features need 0.7 GB; half of the 0.5 GB of memory holds 3,640 rows", row.Reason);
    }

    [Fact]
    public void Only_learners_that_are_unsafe_or_all_go_there_and_only_those_that_can()
    {
        Assert.True(new WorkerTrials(all: false).Takes(new MisbehavingLearner()));
        Assert.False(new WorkerTrials(all: false).Takes(new ConstantLearner()));
        Assert.True(new WorkerTrials(all: true).Takes(new ConstantLearner()));
        Assert.False(new WorkerTrials(all: true).Takes(new SharingLearner(new SharingOptions(), new SharingLearner.Count())));
    }

    private static CoinStudy Real() => new()
    {
        Study = new Study
        {
            Name = "real",
            Datasets = ["axis-boxes", "markov-text"],
            Learners = [new LearnerPlan("constant"), new LearnerPlan("boosting"), new LearnerPlan("kernel-ridge"), new LearnerPlan("linear")],
            Sizes = [60, 120],
            Noise = [0, 0.2],
            Replicates = 1,
            TestRows = 100,
            Tune = 1,
        },
        Plugins = new(Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet()),
        Sources = [new AxisBoxes(), new MarkovText()],
    };

    private static StudyResults Run(LearnerPlan[] learners, int[] sizes, int replicates, int workers)
    {
        using CoinStudy coins = new()
        {
            Study = new Study { Name = "mixed", Datasets = ["toss"], Learners = [.. learners], Sizes = [.. sizes], Noise = [0], Replicates = replicates, TimeLimitSeconds = 3 },
            Plugins = CoinStudy.StandardPlugins with { Learners = new Catalog<ILearner>([new CoinLearner(), new MisbehavingLearner()]) },
        };
        return Run(coins, new WorkerTrials(all: true, Ceiling) { Grace = TimeSpan.FromSeconds(10) }, workers);
    }

    private static StudyResults Run(CoinStudy study, WorkerTrials host, int workers) =>
        new StudyRunner(study.Study, study.Sources, study.Plugins) { Host = host }.Run(study.Folder, workers, new NoProgress(), default);
}
