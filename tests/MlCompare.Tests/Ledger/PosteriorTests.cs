using MathNet.Numerics.Distributions;
using MlCompare.Ledger;

namespace MlCompare.Tests.Ledger;

public class PosteriorTests
{
    private static readonly double[] Figures = [0.021, 0.034, 0.019, 0.028, 0.040];

    [Fact]
    public void Mean_is_students_t_about_the_bound()
    {
        double mean = Figures.Average(), error = Math.Sqrt(Figures.Sum(x => (x - mean) * (x - mean)) / 4 / 5);
        Posterior posterior = Posterior.Of(Figures, Question.Above(0.02, "", _ => 0));
        double expected = StudentT.CDF(0, 1, 4, (mean - 0.02) / error);
        Assert.True(Math.Abs(posterior.Holds - expected) <= 1e-12, $"{posterior.Holds} instead of {expected}");
        Assert.True(Math.Abs(posterior.Holds + Posterior.Of(Figures, Question.Below(0.02, "", _ => 0)).Holds - 1) <= 1e-12);
    }

    [Fact]
    public void Share_is_beta_with_Jeffreys_prior()
    {
        Posterior posterior = Posterior.Of([1, 1, 1, 0, 1, 1, 1, 1], Question.Above(0.5, "", _ => 0).AsShare());
        double expected = 1 - new Beta(7.5, 1.5).CumulativeDistribution(0.5);
        Assert.True(Math.Abs(posterior.Holds - expected) <= 1e-12, $"{posterior.Holds} instead of {expected}");
        Assert.Equal(7 / 8.0, posterior.Estimate);
    }

    /// <summary>What is missing counts as missing, and too little says nothing.</summary>
    [Fact]
    public void Without_figures_nothing_is_said()
    {
        Question question = Question.Above(0, "", _ => 0);
        Assert.Equal(0.5, Posterior.Of([double.NaN, 3], question).Holds);
        Assert.Equal(2, Posterior.Of([double.NaN, 3, 4], question).Count);
        Assert.Equal(0.5, Posterior.Of([], question.AsShare()).Holds);
    }

    /// <summary>Of true nulls at the bound a twentieth or fewer is decided either way: 4,000 samples of five.</summary>
    [Fact]
    public void A_true_null_is_seldom_confirmed()
    {
        Rng rng = new(7);
        Question question = Question.Above(0, "", _ => 0);
        int confirmed = Enumerable.Range(0, 4000).Count(_ => Posterior.Of([.. Enumerable.Range(0, 5).Select(_ => rng.NextGaussian())], question).Holds >= 0.95);
        Assert.InRange(confirmed / 4000.0, 0.04, 0.06);
    }
}
