using MlCompare.Data;
using MlCompare.Measures;
using static MlCompare.Tests.Measures.Samples;

namespace MlCompare.Tests.Measures;

public sealed class RegressionMeasureTests
{
    /// <summary>Figures of scikit-learn 1.2.1 (mean_squared_error, mean_absolute_error, r2_score).</summary>
    [Fact]
    public void Agree_with_scikit_learn()
    {
        Near(0.5852349955359811, new Rmse().Compute(Numbers));
        Near(0.53, new Mae().Compute(Numbers));
        Near(0.9658864541832669, new R2().Compute(Numbers));
    }

    [Fact]
    public void The_mean_of_the_targets_explains_nothing() => Near(0, new R2().Compute(Targets([2, 2, 2], [1, 2, 3])));

    [Fact]
    public void Constant_targets_have_no_explained_share() => Assert.Null(new R2().Compute(Targets([1, 2], [5, 5])));

    [Fact]
    public void Excess_risk_of_a_regression_ignores_the_noise_of_the_targets()
    {
        Truth truth = new([1, 2], 1, NoiseVariance: 4);
        Near((0.25 + 1) / 2, new ExcessRisk().Compute(Targets([1.5, 1], [9, -9], truth)));
        Near(0, new ExcessRisk().Compute(Targets([1, 2], [9, -9], truth)));
    }

    [Fact]
    public void Excess_risk_of_a_classifier_is_its_pseudo_risk_less_the_bayes_error()
    {
        Truth truth = new([0.7, 0.2, 0.1, 0.1, 0.5, 0.4], 3);
        double[] chosenSecondThenThird = [0, 1, 0, 0, 0, 1];
        Near((0.5 + 0.1) / 2, new ExcessRisk().Compute(Classes(chosenSecondThenThird, [0, 0], 3, truth)));
        Near(0, new ExcessRisk().Compute(Classes([1, 0, 0, 0, 1, 0], [2, 2], 3, truth)));
        Assert.Null(new ExcessRisk().Compute(Classes(chosenSecondThenThird, [0, 0], 3)));
    }
}
