using MlCompare.Cli;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Studies;

namespace MlCompare.Tests.Cli;

public class LearnerOptionsTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);
    private static readonly System.Collections.Immutable.ImmutableArray<LearnerPlan> Plans = [new("constant"), new("mlp"), new("boosting")];

    [Fact]
    public void Options_reach_their_learner_and_no_other()
    {
        var plans = LearnerOptions.Apply(["mlp.gate=soft", "mlp.gateLevel=0.25", "boosting.maxRounds=7"], Plans, Learners);
        Assert.Null(plans[0].Options);
        Assert.Equal(["soft", "0.25"], new[] { "gate", "gateLevel" }.Select(name => plans[1].Options![name]!.ToString()));
        Assert.Equal(7, plans[2].Options!["maxRounds"]!.GetValue<int>());
        Assert.Equal("soft", Learners.Get("mlp").With(plans[1].Options!).Options["gate"]!.GetValue<string>());
        Assert.All(LearnerOptions.Apply([], Plans, Learners), plan => Assert.Null(plan.Options));
    }

    [Theory]
    [InlineData("gate=soft")]
    [InlineData("mlp.=soft")]
    [InlineData("mlp.gate")]
    [InlineData("linear.l2=1")]
    public void What_is_no_option_is_refused(string text) =>
        Assert.Equal("--option", Assert.Throws<InputException>(() => LearnerOptions.Apply([text], Plans, Learners)).Where);

    [Theory]
    [InlineData("mlp.gaet=soft")]
    [InlineData("mlp.gate=maybe")]
    [InlineData("mlp.batchSize=8", "mlp.stopRule=signal")]
    public void A_wrong_name_or_value_is_refused_before_anything_runs(params string[] texts) =>
        Assert.Throws<InputException>(() => LearnerOptions.Apply(texts, Plans, Learners));
}
