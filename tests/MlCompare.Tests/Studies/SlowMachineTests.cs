using System.Text.Json.Nodes;
using MlCompare.Datasets.Synthetic;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

/// <summary>Budgets are counted work (draws, rounds, epochs): a machine that is slow, and slow by fits and starts, gives the same rows.</summary>
public class SlowMachineTests
{
    [Fact]
    public void A_slow_machine_gives_the_same_rows_and_tells_its_own_times()
    {
        using CoinStudy fast = Study(slow: false), slow = Study(slow: true);
        StudyResults quick = fast.Run(workers: 2), late = slow.Run(workers: 2);
        Assert.Equal(fast.Comparable(), slow.Comparable());
        Assert.All(late.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));

        // Twin: it was slow indeed, where options are chosen at least four times (the default, two draws, the best of them on all rows).
        Assert.All(late.Rows, row => Assert.True(
            row.FitSeconds >= (row.Learner.EndsWith(Contestant.TunedSuffix, StringComparison.Ordinal) ? 4 : 1) * Nap.Least / 1000.0, $"{row.Learner}: {row.FitSeconds} s"));
        Assert.Equal(quick.Rows.Length, late.Rows.Length);
    }

    private static CoinStudy Study(bool slow)
    {
        IEnumerable<ILearner> learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly).All.Where(learner => learner.Id is "boosting" or "mlp" or "kernel-ridge" or "random-forest" or "linear");
        return new CoinStudy
        {
            Study = new Study
            {
                Name = "speed",
                Datasets = ["axis-boxes"],
                Learners = [new LearnerPlan("boosting"), new LearnerPlan("mlp"), new LearnerPlan("kernel-ridge"), new LearnerPlan("random-forest"), new LearnerPlan("linear")],
                Sizes = [80],
                Noise = [0, 0.2],
                Replicates = 1,
                TestRows = 100,
                Tune = 2,
            },
            Plugins = new(new Catalog<ILearner>(slow ? learners.Select(learner => new SlowLearner(learner)) : learners), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet()),
            Sources = [new AxisBoxes()],
        };
    }

    /// <summary>Sleeps before and, where the learner lets somebody watch, after every sixteenth round or epoch.</summary>
    private sealed class SlowLearner(ILearner inner) : ILearner
    {
        public string Id => inner.Id;

        public string Title => inner.Title;

        public Family Family => inner.Family;

        public string Engine => inner.Engine;

        public JsonObject Options => inner.Options;

        public IReadOnlyList<Hyperparameter> SearchSpace => inner.SearchSpace;

        public IReadOnlyList<Excuse> Excuses => inner.Excuses;

        public bool StandsForFamily(Modality modality) => inner.StandsForFamily(modality);

        public ILearner With(JsonObject overrides) => new SlowLearner(inner.With(overrides));

        public string? Decline(TrainingSet train) => inner.Decline(train);

        public IPredictor Fit(TrainingSet train, FitContext context)
        {
            Nap nap = new();
            nap.Take();
            return inner.Fit(train, context with { Observer = nap });
        }

        public IPredictor Load(BinaryReader reader) => inner.Load(reader);
    }

    private sealed class Nap : ITrainingObserver
    {
        public const int Least = 10;

        private readonly Rng rng = new(5);

        public void Take() => Thread.Sleep(Least + rng.NextInt(20));

        public void After(TrainingStep step)
        {
            if (step.Number % 16 == 0)
            {
                Thread.Sleep(rng.NextInt(3));
            }
        }
    }
}
