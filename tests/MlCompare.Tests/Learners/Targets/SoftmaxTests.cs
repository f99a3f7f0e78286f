using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Targets;

public class SoftmaxTests
{
    [Fact]
    public void Probabilities_and_normaliser_are_the_closed_forms()
    {
        float[] scores = [0.5f, -1, 2];
        double[] p = new double[3];
        double sum = scores.Sum(score => Math.Exp(1.5 * score));
        Assert.Equal(Math.Log(sum), Softmax.Apply<float>(scores, 1.5, p), 12);
        Assert.Equal(Math.Log(sum), Softmax.LogNormaliser<float>(scores, 1.5), 12);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(Math.Exp(1.5 * scores[k]) / sum, p[k], 12);
        }
    }

    [Fact]
    public void Huge_scores_stay_finite_in_place()
    {
        double[] p = [1e6, -1e6, 1e6];
        Softmax.Apply<double>(p, 1e4, p);
        Assert.Equal([0.5, 0, 0.5], p);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-30)]
    [InlineData(800)]
    [InlineData(-800)]
    public void Two_classes_are_a_softmax_of_zero_and_the_score(double score)
    {
        (double first, double second) = Softmax.OfTwo(score);
        double[] p = new double[2];
        Softmax.Apply<double>([0, score], 1, p);
        Assert.True(Math.Abs(first - p[0]) <= 1e-15 && Math.Abs(second - p[1]) <= 1e-15);
    }
}
