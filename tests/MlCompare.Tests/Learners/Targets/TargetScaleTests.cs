using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Targets;

public class TargetScaleTests
{
    [Fact]
    public void Standardised_targets_have_mean_zero_and_deviation_one_and_come_back()
    {
        double[] values = [3, -1, 4, 1, 5];
        TargetScale scale = TargetScale.Of(values);
        double[] standard = scale.Standardise(values);
        Assert.Equal(0, standard.Average(), 12);
        Assert.Equal(1, standard.Average(value => value * value), 12);
        Assert.All(standard.Zip(values), pair => Assert.Equal(pair.Second, scale.Restore(pair.First), 12));
        Assert.Equal((-1.0, 5.0), (scale.Least, scale.Most));
    }

    [Fact]
    public void Constant_and_huge_targets_stay_finite()
    {
        Assert.Equal([0.0, 0.0], TargetScale.Of([7, 7]).Standardise([7, 7]));
        Assert.Equal([-1.0, 1.0], TargetScale.Of([-1e200, 1e200]).Standardise([-1e200, 1e200]));
    }
}
