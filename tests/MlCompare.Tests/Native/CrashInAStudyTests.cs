using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Native.Workers;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;
using MlCompare.Tests.Native.Workers;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native;

/// <summary>Native code that dies takes its trial along, and nothing else.</summary>
public class CrashInAStudyTests
{
    [EngineFact("xgboost")]
    public void A_fit_that_is_killed_in_the_middle_fails_with_the_reason_and_the_study_goes_on()
    {
        // The first fit of a thousand rounds is killed; those after it are left alone.
        string? version = new XgboostEngine().State.Version;
        int fits = 0;
        WorkerPool.Watch.Value = process =>
        {
            if (Interlocked.Increment(ref fits) == 1)
            {
                Task.Run(() => Process.GetProcessById(process).Kill());
            }
        };
        StudyResults results = Run(new LearnerPlan("xgboost", new JsonObject { ["earlyStopping"] = false, ["maxRounds"] = 5_000 }), new XgboostLearner());
        Assert.Equal(2, fits);
        Assert.Equal(version, results.Header.Environment["xgboost"]);
        Assert.Equal([Outcome.Failed, Outcome.Completed], results.Rows.Where(row => row.Learner == "xgboost").Select(row => row.Outcome));
        string reason = results.Rows.First(row => row.Learner == "xgboost").Reason!;
        Assert.Contains(OperatingSystem.IsWindows() ? "exit code" : "signal 9", reason, StringComparison.Ordinal);
        Assert.Contains("XgboostJob", reason, StringComparison.Ordinal);
        Assert.All(results.Rows.Where(row => row.Learner == "coin"), row => Assert.Equal(Outcome.Completed, row.Outcome));
    }

    [Fact]
    public void A_segmentation_fault_fails_its_trials_with_the_reason_and_the_study_goes_on()
    {
        StudyResults results = Run(new LearnerPlan("crasher"), new CrashingLearner());
        Assert.Equal(4, results.Rows.Length);
        Assert.Equal("none: it is nowhere", Assert.Single(results.Header.Absent));
        Assert.All(results.Rows.Where(row => row.Learner == "crasher"), row =>
        {
            Assert.Equal(Outcome.Failed, row.Outcome);
            Assert.StartsWith("The worker process ", row.Reason, StringComparison.Ordinal);
        });
        Assert.All(results.Rows.Where(row => row.Learner == "coin"), row => Assert.Equal(Outcome.Completed, row.Outcome));
    }

    private static StudyResults Run(LearnerPlan plan, ILearner learner)
    {
        using CoinStudy coins = new();
        Study study = coins.Study with { Learners = [plan, new LearnerPlan("coin")], Sizes = [0], Noise = [0], Replicates = 2 };
        Plugins plugins = CoinStudy.StandardPlugins with { Learners = new Catalog<ILearner>([new CoinLearner(), learner]), Engines = new Catalog<IEngine>([new XgboostEngine(), new AbsentEngine()]) };
        return new StudyRunner(study, [new CoinStudy.TossSource()], plugins).Run(coins.Folder, 1, new NoProgress(), default);
    }

    private sealed class AbsentEngine : IEngine
    {
        public string Id => "none";

        public EngineState State => new(null, "it is nowhere");
    }

    private sealed class CrashingLearner : ILearner
    {
        public string Id => "crasher";

        public string Title => "Crasher";

        public Family Family => Family.Boosting;

        public string Engine => "none";

        public bool StandsForFamily(Modality modality) => false;

        public JsonObject Options => [];

        public IReadOnlyList<Hyperparameter> SearchSpace => [];

        public IReadOnlyList<Excuse> Excuses => [];

        public ILearner With(JsonObject overrides) => this;

        public string? Decline(TrainingSet train) => null;

        public IPredictor Fit(TrainingSet train, FitContext context)
        {
            using BinaryReader answer = WorkerPool.Run<SegfaultJob>(_ => { }, context.Cancel);
            throw new InvalidOperationException("it answered");
        }

        public IPredictor Load(BinaryReader reader) => throw new NotSupportedException();
    }
}
