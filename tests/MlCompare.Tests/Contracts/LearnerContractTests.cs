using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Linear;
using MlCompare.MLNet;
using MlCompare.Native.Xgboost;
using MlCompare.Testing;
using MlCompare.Tests.Support;
using MlCompare.Torch;

namespace MlCompare.Tests.Contracts;

/// <summary>Every learner keeps every promise that it is not excused from; every promise can be broken.</summary>
public class LearnerContractTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly, typeof(XgboostLearner).Assembly, typeof(MlNetEngine).Assembly, typeof(TorchEngine).Assembly);

    /// <summary>
    /// Networks that train for a second or more on each problem: together they would outlast all other quick tests. The quick suite looks at
    /// these promises of them, the slow one at the rest.
    /// </summary>
    private static readonly string[] SlowLearners = ["ft-transformer", "real-mlp", "tab-resnet", "tabm", "text-transformer"], QuickPromises = [LearnerContract.RowAlone, LearnerContract.OptionsInKey];

    // A network that is the same twice after two passes is so after a hundred; through libtorch on a processor a hundred take minutes a promise. These are about what was learnt, or how long.
    private static readonly string[] WantAllPasses = [LearnerContract.OptionsInKey, LearnerContract.BeatsMajority, LearnerContract.UselessLast, LearnerContract.Cancels];

    // Sharing means a dozen fits a problem, for networks a minute (a quick one stands in MlpLearnerTests). Measured: 8 to 10 seconds of one core; all others take less than 5.
    private static readonly (string Learner, string Promise)[] SlowOfOthers =
        [("mlp", LearnerContract.SameSeed), ("mlp", LearnerContract.Degenerate), ("conv-kernel", LearnerContract.SharedFit)];

    public static TheoryData<string, string> SlowCases() => CasesWhere(IsSlow);

    public static TheoryData<string, string> Cases() => CasesWhere((learner, promise) => !IsSlow(learner, promise));

    // Each of its problems is trained in another process, and of some learners several times.
    private static bool IsSlow(string learner, string promise) =>
        (Learners.Get(learner).Engine is "mlnet" or "torch" or "mlnet-torch" && promise != LearnerContract.OptionsInKey) ||
        (SlowLearners.Contains(learner) && !QuickPromises.Contains(promise)) ||
        (promise == LearnerContract.SharedFit && Learners.Get(learner).Family == Family.Neural) ||
        SlowOfOthers.Contains((learner, promise));

    private static TheoryData<string, string> CasesWhere(Func<string, string, bool> wanted)
    {
        TheoryData<string, string> cases = [];
        foreach (ILearner learner in Learners.All.Where(learner => EngineFactAttribute.Missing(learner.Engine) is null))
        {
            foreach (Check<ILearner> check in LearnerContract.Checks.Where(check => wanted(learner.Id, check.Promise)))
            {
                cases.Add(learner.Id, check.Promise);
            }
        }

        return cases;
    }

    public static TheoryData<string> Promises() => [.. LearnerContract.Checks.Select(check => check.Promise)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Learner_keeps_its_promise_or_has_an_excuse_that_it_needs(string id, string promise)
    {
        ILearner learner = Learners.Get(id);
        if (learner.Engine == "torch" && !WantAllPasses.Contains(promise))
        {
            learner = learner.With(new JsonObject { ["epochs"] = 2 });
        }

        string? fault = Find(promise).Run(learner);
        Excuse? excuse = learner.Excuses.SingleOrDefault(excuse => excuse.Promise == promise);
        if (excuse is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.False(string.IsNullOrWhiteSpace(excuse.Reason));
            Assert.True(fault is not null, $"'{id}' is excused from '{promise}' but keeps it: remove the excuse");
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(SlowCases))]
    public void Learner_keeps_a_promise_that_takes_long(string id, string promise) =>
        Learner_keeps_its_promise_or_has_an_excuse_that_it_needs(id, promise);

    [Theory]
    [MemberData(nameof(Promises))]
    public void Broken_twin_fails_the_promise(string promise) =>
        Assert.NotNull(Find(promise).Run(new DefectiveLearner(new LinearLearner(), promise)));

    [Fact]
    public void Excuses_name_promises_that_exist() => Assert.All(
        Learners.All.SelectMany(learner => learner.Excuses),
        excuse => Assert.Contains(LearnerContract.Checks, check => check.Promise == excuse.Promise));

    [Fact]
    public void Slow_learners_and_promises_exist()
    {
        Assert.All(SlowLearners, id => Assert.Contains(Learners.All, learner => learner.Id == id));
        Assert.All(SlowOfOthers, slow => Assert.NotNull(Find(slow.Promise)));
    }

    private static Check<ILearner> Find(string promise) => LearnerContract.Checks.Single(check => check.Promise == promise);
}
