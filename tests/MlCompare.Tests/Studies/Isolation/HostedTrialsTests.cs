using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies.Isolation;

/// <summary>Trials that share work go to a host together; one that takes the session along leaves the others whole.</summary>
public class HostedTrialsTests
{
    [Fact]
    public void A_group_has_one_session_and_shares_in_it()
    {
        SharingLearner.Count count = new();
        Host host = new(endedAt: -1);
        StudyResults results = Run(host, count);
        Assert.All(results.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.Equal(1, host.Opened);
        Assert.Equal(1, host.Closed);
        Assert.Single(count.Shared);
    }

    [Fact]
    public void A_trial_that_takes_its_session_along_fails_and_the_rest_of_its_group_is_fitted_alone()
    {
        SharingLearner.Count count = new();
        Host host = new(endedAt: 1);
        StudyResults results = Run(host, count);
        TrialRow failed = Assert.Single(results.Rows, row => row.Outcome == Outcome.Failed);
        Assert.Equal("it ate the plate", failed.Reason);
        Assert.Equal(results.Header.Planned - 1, results.Rows.Count(row => row.Outcome == Outcome.Completed));

        // The group's session, then one for each of the trials after the one that ended it.
        Assert.Equal(1 + results.Header.Planned - 2, host.Opened);
        Assert.Equal(host.Opened, host.Closed);
    }

    private static StudyResults Run(Host host, SharingLearner.Count count)
    {
        using CoinStudy coins = new()
        {
            Study = new Study { Name = "hosted", Datasets = ["toss"], Learners = [new LearnerPlan("sharing")], Sizes = [20, 0], Noise = [0, 0.3], NoiseRows = 20, Replicates = 1 },
            Plugins = CoinStudy.StandardPlugins with { Learners = new Catalog<ILearner>([new SharingLearner(new(), count)]) },
        };
        return new StudyRunner(coins.Study, coins.Sources, coins.Plugins) { Host = host }.Run(coins.Folder, 1, new NoProgress(), default);
    }

    private sealed class Host(int endedAt) : ITrialHost
    {
        private int runs;

        public int Opened { get; private set; }

        public int Closed { get; private set; }

        public TimeSpan Grace => TimeSpan.Zero;

        public bool Takes(ILearner learner) => true;

        private bool EndsNow() => runs++ == endedAt;

        public ITrialSession Open(TrialTask task)
        {
            Opened++;
            return new Session(this, task);
        }

        private sealed class Session(Host host, TrialTask task) : ITrialSession
        {
            public bool IsSound { get; private set; } = true;

            public TrialRow Run(int trial, Action<string> remark, TimeSpan? patience, CancellationToken cancel)
            {
                if (host.EndsNow())
                {
                    IsSound = false;
                    throw new LearnerEndedException("it ate the plate");
                }

                return task.Run(trial, remark, cancel);
            }

            public void Dispose() => host.Closed++;
        }
    }
}
