using MlCompare.Networks;

namespace MlCompare.Tests.Networks;

public class TrainingSpecTests
{
    private static readonly TrainingSpec Sample = new() { Epochs = 10, BatchSize = 32, LearningRate = 2 };

    [Fact]
    public void Warm_up_grows_in_equal_steps_to_the_peak_whatever_follows()
    {
        foreach (RateSchedule schedule in Enum.GetValues<RateSchedule>())
        {
            TrainingSpec spec = Sample with { Schedule = schedule, Warmup = 0.03 };
            Assert.Equal([0.5, 1, 1.5, 2], Enumerable.Range(0, 4).Select(step => Math.Round(spec.Rate(step, 100), 12)));
        }
    }

    [Theory]
    [InlineData(RateSchedule.Constant, 2, 2, 2)]
    [InlineData(RateSchedule.Cosine, 1.7071067811865475, 1, 0.2928932188134524)]
    [InlineData(RateSchedule.FlatCosine, 2, 2, 1)]
    public void Schedules_at_a_quarter_half_and_three_quarters(RateSchedule schedule, double quarter, double half, double threeQuarters)
    {
        TrainingSpec spec = Sample with { Schedule = schedule };
        Assert.Equal([quarter, half, threeQuarters], new[] { 25, 50, 75 }.Select(step => spec.Rate(step, 100)), (a, b) => Math.Abs(a - b) <= 1e-12);
        Assert.True(schedule == RateSchedule.Constant || spec.Rate(99, 100) < 0.02);
    }
}
