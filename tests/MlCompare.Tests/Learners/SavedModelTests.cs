using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Linear;
using MlCompare.Learners.Neural;

namespace MlCompare.Tests.Learners;

public class SavedModelTests
{
    public static TheoryData<ILearner> Learners() => [new BoostingLearner(), new KernelLearner(), new LinearLearner(), new MlpLearner()];

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_model_of_another_format_is_refused_with_both_numbers(ILearner learner)
    {
        using BinaryReader reader = new(new MemoryStream([99, 0, 0, 0, 0, 0, 0, 0]));
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => learner.Load(reader));
        Assert.Matches("saved in format 99; this program reads format [0-9]+", error.Message);
    }

    [Fact]
    public void An_option_out_of_range_is_named_with_its_learner_and_range()
    {
        InputException error = Assert.Throws<InputException>(() => new OptionRanges("forest").Require(false, "depth", "1 or more"));
        Assert.Equal("learner forest: option 'depth' is out of range; give 1 or more", error.Message);
    }
}
