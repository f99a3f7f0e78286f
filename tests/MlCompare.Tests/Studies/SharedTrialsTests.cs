using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

/// <summary>Trials that share work: the same rows as without, shared once, whatever happens on the way.</summary>
public class SharedTrialsTests
{
    private const int CellsAReplicate = 3, Replicates = 4;

    [Fact]
    public void Work_is_shared_once_a_replicate_and_measured_alone_once_a_size()
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(), count);
        StudyResults results = coins.Run(workers: 3);
        Assert.Equal(Replicates * CellsAReplicate, results.Rows.Length);
        Assert.All(results.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.Equal(Replicates, count.Shared.Count);
        Assert.All(count.Shared, rows => Assert.Equal([20, 20, 32], rows.Order()));
        Assert.Equal([20, 32], count.Alone.Order());
        Assert.All(results.Rows.GroupBy(row => row.TrainRows), size => Assert.Single(size.Select(row => row.FitSeconds).Distinct()));
    }

    [Fact]
    public void Shared_results_are_those_of_single_fits_with_any_number_of_workers()
    {
        using CoinStudy shared = Study(new(), new()), more = Study(new(), new()), alone = Study(new(Sharing.Throws), new());
        StudyResults one = shared.Run(workers: 1), four = more.Run(workers: 4), single = alone.Run(workers: 2);
        Assert.Equal(shared.Comparable(), more.Comparable());
        Assert.Equal(Errors(one), Errors(single));
        Assert.Equal(Errors(one), Errors(four));
    }

    [Fact]
    public void Seconds_that_the_learner_knows_are_not_measured()
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(Sharing.KnowsSeconds), count);
        StudyResults results = coins.Run();
        Assert.Empty(count.Alone);
        Assert.All(results.Rows, row => Assert.Equal(SharingLearner.KnownSeconds, row.FitSeconds));
        Assert.All(results.Rows, row => Assert.InRange(row.SharedSeconds, 0, SharingLearner.KnownSeconds / 2));
    }

    [Fact]
    public void Resume_shares_the_whole_group_again_and_gives_the_same_bytes()
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(), count);
        coins.Run();
        string expected = coins.Comparable();
        string[] lines = File.ReadAllLines(coins.Results);

        // Header and the first two of three cells of replicate 0.
        File.WriteAllText(coins.Results, string.Join('\n', lines[..3]) + "\n");
        count.Shared.Clear();
        coins.Run(workers: 2);
        Assert.Equal(expected, coins.Comparable());
        Assert.Equal(Replicates, count.Shared.Count);
        Assert.All(count.Shared, rows => Assert.Equal(CellsAReplicate, rows.Length));
    }

    [Theory]
    [InlineData(Sharing.Throws, null, "InvalidOperationException: nothing in common")]
    [InlineData(Sharing.Sleeps, 0.05, "time limit")]
    public void Sharing_that_fails_is_remarked_and_each_trial_is_fitted_alone(Sharing mood, double? limit, string why)
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(mood), count, limit);
        Remarks remarks = new();
        StudyResults results = coins.Run(workers: 2, remarks);
        Assert.All(results.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.All(results.Rows, row => Assert.Equal(row.FitSeconds, row.SharedSeconds));
        Assert.Equal(Replicates * CellsAReplicate, count.Alone.Count);
        Assert.Equal(Replicates, remarks.Texts.Count);
        Assert.All(remarks.Texts, text => Assert.Contains(why, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Cells_that_are_declined_take_no_part()
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(MaxRows: 20), count);
        StudyResults results = coins.Run();
        Assert.All(results.Rows, row => Assert.Equal(row.TrainRows > 20 ? Outcome.Declined : Outcome.Completed, row.Outcome));
        Assert.All(count.Shared, rows => Assert.Equal([20, 20], rows));
    }

    [Fact]
    public void Tuned_trials_share_nothing()
    {
        SharingLearner.Count count = new();
        using CoinStudy coins = Study(new(), count, tune: 1);
        StudyResults results = coins.Run();
        Assert.All(results.Rows, row => Assert.True(row.Outcome == Outcome.Completed, row.Reason));
        Assert.NotEmpty(count.Shared);
        Assert.All(results.Rows.Where(row => row.Learner == "sharing-tuned"), row => Assert.Equal(row.FitSeconds, row.SharedSeconds));
        Assert.Equal(results.Rows.Count(row => row.Learner == "sharing"), results.Rows.Count(row => row.Learner == "sharing-tuned"));
    }

    [Fact]
    public void Study_without_early_stopping_tells_those_who_have_the_option()
    {
        using CoinStudy coins = Study(new(), new());
        Study study = coins.Study with
        {
            EarlyStopping = false,
            Learners = [new LearnerPlan("coin"), new LearnerPlan("sharing"), new LearnerPlan("sharing", new JsonObject { ["earlyStopping"] = true }, "explicit")],
        };
        Assert.Equal(
            [null, false, true],
            StudyPlanner.Contestants(study, coins.Plugins.Learners).Select(contestant => contestant.Learner.Options["earlyStopping"]?.GetValue<bool>()));
    }

    private static double[] Errors(StudyResults results) => [.. results.Rows.Select(row => row.Metrics["logLoss"])];

    private static CoinStudy Study(SharingOptions options, SharingLearner.Count count, double? limit = null, int tune = 0) => new()
    {
        Study = new()
        {
            Name = "shared coins",
            Datasets = ["toss"],
            Learners = [new LearnerPlan("sharing")],
            Sizes = [20, 0],
            Noise = [0, 0.3],
            NoiseRows = 20,
            Replicates = Replicates,
            TimeLimitSeconds = limit,
            Tune = tune,
        },
        Plugins = CoinStudy.StandardPlugins with { Learners = new Catalog<ILearner>([new CoinLearner(), new SharingLearner(options, count)]) },
    };

    private sealed class Remarks : IStudyProgress
    {
        public List<string> Texts { get; } = [];

        public void Started(int planned, int alreadyDone)
        {
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
        }

        public void Remark(string text) => Texts.Add(text);
    }
}
