using System.Text.Json.Nodes;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class StudyRunnerTests
{
    [Fact]
    public void Completed_declined_and_failed_add_up_to_planned()
    {
        using CoinStudy coins = new();
        Study study = coins.Study with
        {
            Learners =
            [
                new LearnerPlan("coin"),
                new LearnerPlan("coin", new JsonObject { ["mood"] = "throws" }, "thrower"),
                new LearnerPlan("coin", new JsonObject { ["mood"] = "declines" }, "decliner"),
                new LearnerPlan("coin", new JsonObject { ["mood"] = "answers-na-n" }, "nan"),
            ],
        };
        StudyResults results = new StudyRunner(study, [new CoinStudy.TossSource()], CoinStudy.StandardPlugins)
            .Run(coins.Folder, 2, new NoProgress(), default);
        Assert.Equal(results.Header.Planned, results.Rows.Length);
        ILookup<string, TrialRow> byLearner = results.Rows.ToLookup(row => row.Learner);
        Assert.All(byLearner["coin"], row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.All(byLearner["thrower"], row => Assert.Equal((Outcome.Failed, "InvalidOperationException: the coin rolled away"), (row.Outcome, row.Reason!)));
        Assert.All(byLearner["decliner"], row => Assert.Equal(Outcome.Declined, row.Outcome));
        Assert.All(byLearner["nan"], row => Assert.Equal(Outcome.Failed, row.Outcome));
        Assert.All(byLearner["nan"], row => Assert.Empty(row.Metrics));
    }

    [Fact]
    public void Time_limit_fails_the_trial_alone()
    {
        using CoinStudy coins = new();
        Study study = coins.Study with
        {
            Learners = [new LearnerPlan("coin"), new LearnerPlan("coin", new JsonObject { ["mood"] = "sleeps" }, "sleeper")],
            Replicates = 1,
            TimeLimitSeconds = 0.05,
        };
        StudyResults results = new StudyRunner(study, [new CoinStudy.TossSource()], CoinStudy.StandardPlugins)
            .Run(coins.Folder, 1, new NoProgress(), default);
        Assert.All(results.Rows, row => Assert.Equal(row.Learner == "coin" ? Outcome.Completed : Outcome.Failed, row.Outcome));
        Assert.All(results.Rows.Where(row => row.Learner == "sleeper"), row => Assert.Equal("time limit of 0.05 s reached", row.Reason));
    }

    [Fact]
    public void Results_are_the_same_with_any_number_of_workers()
    {
        using CoinStudy one = new(), four = new();
        one.Run(workers: 1);
        four.Run(workers: 4);
        Assert.Equal(one.Comparable(), four.Comparable());
        Assert.False(File.Exists(four.Pending));
    }

    [Fact]
    public void Learners_of_a_cell_meet_identical_rows_and_sizes_nest()
    {
        using CoinStudy coins = new();
        BlockFactory factory = new(new CoinStudy.TossSource(), coins.Study, CoinStudy.StandardPlugins.Interventions);
        Block large = factory.Base(1, 32), again = factory.Base(1, 32), other = factory.Base(2, 32);
        Block small = factory.Apply(large, new SortedDictionary<string, double> { ["training-size"] = 10 }, 1);
        float[] Rows(Block block) => ((MlCompare.Data.NumericColumn)block.Train.Features.Columns[0]).Values;
        Assert.Equal(Rows(large), Rows(again));
        Assert.NotEqual(Rows(large), Rows(other));
        Assert.Equal(Rows(large)[..10], Rows(small));
        float[] test = ((MlCompare.Data.NumericColumn)large.TestFeatures.Columns[0]).Values;
        Assert.Empty(test.Intersect(Rows(large)));
        Assert.Equal(40, test.Length + Rows(large).Length);
    }

    [Fact]
    public void Cancelled_study_resumes_to_the_same_bytes()
    {
        using CoinStudy whole = new(), broken = new();
        whole.Run();
        using CancellationTokenSource source = new();
        StudyResults part = broken.Run(2, new CancelAfter(source, 5), source.Token);
        Assert.InRange(part.Rows.Length, 5, part.Header.Planned - 1);
        broken.Run(2);
        Assert.Equal(whole.Comparable(), broken.Comparable());
    }

    [Fact]
    public void Failed_trials_are_tried_again_on_resume()
    {
        using CoinStudy coins = new();
        coins.Run();
        string expected = coins.Comparable();
        StudyResults results = ResultStore.Read(coins.Folder);
        ResultStore.Write(coins.Folder, results.Header, results.Rows.SetItem(2, results.Rows[2] with { Outcome = Outcome.Failed }));
        coins.Run();
        Assert.Equal(expected, coins.Comparable());
    }

    private sealed class CancelAfter(CancellationTokenSource source, int trials) : IStudyProgress
    {
        private int ended;

        public void Started(int planned, int alreadyDone)
        {
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
            if (++ended == trials)
            {
                source.Cancel();
            }
        }

        public void Remark(string text)
        {
        }
    }
}
