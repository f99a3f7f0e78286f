using MlCompare.Cli;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

public class LearnerChoiceTests
{
    private static readonly Catalog<ILearner> Learners = new(
        [.. Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly).All, new SharingLearner(new SharingOptions(), new SharingLearner.Count())]);

    [Theory]
    [InlineData("boosting", new[] { "boosting" })]
    [InlineData("kernel-ridge,Linear,constant", new[] { "constant", "linear", "kernel-ridge" })]
    [InlineData("sharing, sharing", new[] { "sharing" })]
    public void Learners_go_by_id_or_family_in_the_order_of_families(string text, string[] expected) => Assert.Equal(expected, Choose(text));

    [Fact]
    public void Without_a_choice_those_who_stand_for_their_families_take_part()
    {
        foreach (Modality modality in Enum.GetValues<Modality>())
        {
            string[] chosen = [.. LearnerChoice.Parse(null, Learners, modality).Select(plan => plan.Id)];
            Assert.Equal(
                Learners.All.Where(learner => learner.StandsForFamily(modality)).Select(learner => learner.Id), chosen.Order(StringComparer.Ordinal));
            Assert.DoesNotContain("sharing", chosen);
            Assert.Equal(Enum.GetValues<Family>(), chosen.Select(id => Learners.Get(id).Family).Distinct());
            Assert.InRange(chosen.Length, 5, 7);
        }
    }

    [Fact]
    public void All_are_all_embedded_ones() => Assert.Equal(
        Learners.All.Where(learner => learner.Engine == "managed").Select(learner => learner.Id), Choose("all").Order(StringComparer.Ordinal));

    [Fact]
    public void Family_is_who_stands_for_it() => Assert.DoesNotContain("sharing", Choose("baseline,boosting"));

    [Theory]
    [InlineData("boosting,woods")]
    [InlineData(",")]
    public void Learners_that_do_not_exist_are_refused(string text) =>
        Assert.Equal("--learners", Assert.Throws<InputException>(() => LearnerChoice.Parse(text, Learners, Modality.Tabular)).Where);

    private static string[] Choose(string text) => [.. LearnerChoice.Parse(text, Learners, Modality.Tabular).Select(plan => plan.Id)];
}
