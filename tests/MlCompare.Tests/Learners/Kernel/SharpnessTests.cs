using MlCompare.Learners.Kernel;
using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Kernel;

public class SharpnessTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void FindsTheMinimumOfTheLogLoss(int columns)
    {
        (double[] scores, int[] classes) = Sample(columns, 4000, 1);
        double beta = Sharpness.Fit(scores, columns, classes);
        double best = Sharpness.LogLoss(scores, columns, classes, beta);
        for (double other = 0.05; other < 20; other *= 1.1)
        {
            Assert.True(best <= Sharpness.LogLoss(scores, columns, classes, other) + 1e-6, $"{other} beats {beta}");
        }
    }

    [Fact]
    public void RecoversTheSharpnessThatMadeTheClasses()
    {
        (double[] scores, int[] classes) = Sample(3, 20_000, 2);
        double beta = Sharpness.Fit(scores, 3, classes);
        Assert.True(Math.Abs(beta - 2) <= 0.1, $"{beta}");
    }

    [Fact]
    public void UselessScoresGiveEvenProbabilities()
    {
        int[] classes = [.. Enumerable.Range(0, 100).Select(i => i % 2)];
        double[] against = [.. classes.SelectMany(k => new[] { k == 0 ? 0.0 : 1.0, k == 0 ? 1.0 : 0.0 })];
        Assert.True(Sharpness.Fit(against, 2, classes) <= 1e-6);
    }

    [Fact]
    public void PerfectScoresOfFewRowsStayShortOfCertainty()
    {
        int[] classes = [0, 1, 0, 1];
        double[] scores = [.. classes.SelectMany(k => new[] { k == 0 ? 1.0 : 0.0, k == 0 ? 0.0 : 1.0 })];
        double[] probabilities = new double[2];
        Softmax.Apply<double>([1, 0], Sharpness.Fit(scores, 2, classes), probabilities);
        Assert.True(Math.Abs(probabilities[0] - 0.9) <= 1e-6, $"{probabilities[0]}");
    }

    [Fact]
    public void TheLinkKeepsTheOrderAndTheSign()
    {
        double[] scores = [-5, -0.1, 0, 1e-6, 0.2, 0.9, 1.1, 50];
        double[] linked = [.. scores.Select(Sharpness.Link)];
        Assert.Equal(linked.Order(), linked);
        Assert.Equal(0, linked[2]);
        Assert.True(Math.Abs(linked[5] - linked[4] - Math.Log((4.5 + Math.Sqrt(21.25)) / (1 + Math.Sqrt(2)))) <= 1e-12);
    }

    /// <summary>Classes drawn from softmax(2 · scores).</summary>
    private static (double[] Scores, int[] Classes) Sample(int columns, int rows, ulong seed)
    {
        Rng rng = new(seed);
        double[] scores = [.. Enumerable.Range(0, rows * columns).Select(_ => rng.NextGaussian())], chance = new double[columns];
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            Softmax.Apply<double>(scores.AsSpan(i * columns, columns), 2, chance);
            double u = rng.NextDouble();
            while (classes[i] < columns - 1 && u >= chance[classes[i]])
            {
                u -= chance[classes[i]++];
            }
        }

        return (scores, classes);
    }
}
