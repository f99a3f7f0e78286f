using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Boosting;

public class LossTests
{
    private const int Rows = 6;

    public static TheoryData<string> Losses => ["squared", "logistic", "softmax"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradients_and_hessians_are_the_finite_differences_of_the_loss(string name)
    {
        Loss loss = Make(name);
        double[] scores = Scores(loss.Outputs);
        (float[][] g, float[][] h) = Derivatives(loss, scores);
        double factor = name == "softmax" ? 3 / 2.0 : 1;
        const double Step = 1e-4;
        for (int i = 0; i < scores.Length; i++)
        {
            double at = Sum(loss, scores, i, 0);
            double up = Sum(loss, scores, i, Step);
            double down = Sum(loss, scores, i, -Step);
            int row = i / loss.Outputs;
            int output = i % loss.Outputs;
            Assert.True(Math.Abs(g[output][row] - (up - down) / (2 * Step)) <= 1e-6, $"gradient of score {i}");
            Assert.True(Math.Abs(h[output][row] - factor * (up - 2 * at + down) / (Step * Step)) <= 1e-5, $"hessian of score {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void No_constant_beats_the_start(string name)
    {
        Loss loss = Make(name);
        int[] rows = BoostingSamples.All(Rows);
        double[] start = loss.Start(rows);
        // Half a row added to each class moves the start a little.
        double tolerance = name == "squared" ? 1e-12 : 0.02;
        for (int k = 0; k < start.Length; k++)
        {
            foreach (double move in new[] { -0.5, 0.5 })
            {
                double[] moved = [.. start];
                moved[k] += move;
                Assert.True(loss.Mean(Repeat(start), rows) <= loss.Mean(Repeat(moved), rows) + tolerance);
            }
        }
    }

    [Fact]
    public void The_other_coding_of_two_classes_turns_the_sign_exactly()
    {
        bool[] labels = [true, false, true, true, false, false];
        double[] scores = Scores(1);
        (float[][] g, float[][] h) = Derivatives(new LogisticLoss(labels), scores);
        LogisticLoss swapped = new([.. labels.Select(label => !label)]);
        (float[][] turnedG, float[][] turnedH) = Derivatives(swapped, [.. scores.Select(score => -score)]);
        Assert.Equal(g[0], turnedG[0].Select(value => -value));
        Assert.Equal(h[0], turnedH[0]);
        int[] rows = BoostingSamples.All(Rows);
        Assert.Equal(new LogisticLoss(labels).Start(rows)[0], -swapped.Start(rows)[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(800)]
    [InlineData(-800)]
    public void Extreme_scores_give_probabilities_that_sum_to_one(double score)
    {
        (double first, double second) = Softmax.OfTwo(score);
        Assert.True(Math.Abs(first + second - 1) <= 1e-12 && first >= 0 && second >= 0);
        double[] p = new double[3];
        Softmax.Apply<double>([score, 0, -score], 1, p);
        Assert.True(Math.Abs(p.Sum() - 1) <= 1e-12 && p.Min() >= 0 && p.Max() <= 1);
        Assert.True(double.IsFinite(new LogisticLoss([true]).Mean([score], [0])));
        Assert.True(double.IsFinite(new SoftmaxLoss([1], 3).Mean([score, 0, -score], [0])));
    }

    private static Loss Make(string name) => name switch
    {
        "squared" => new SquaredLoss([0.1, -1, 2, 0, 0.5, 3]),
        "logistic" => new LogisticLoss([true, false, true, true, false, true]),
        _ => new SoftmaxLoss([0, 1, 2, 2, 1, 0], 3),
    };

    private static double[] Scores(int outputs)
    {
        Rng rng = new(8);
        return [.. Enumerable.Range(0, Rows * outputs).Select(_ => 2 * rng.NextGaussian())];
    }

    private static double[] Repeat(double[] start) => [.. Enumerable.Repeat(start, Rows).SelectMany(one => one)];

    private static double Sum(Loss loss, double[] scores, int index, double step)
    {
        double[] moved = [.. scores];
        moved[index] += step;
        return Rows * loss.Mean(moved, BoostingSamples.All(Rows));
    }

    private static (float[][] G, float[][] H) Derivatives(Loss loss, double[] scores)
    {
        float[][] g = [.. Enumerable.Range(0, loss.Outputs).Select(_ => new float[Rows])];
        float[][] h = [.. Enumerable.Range(0, loss.Outputs).Select(_ => new float[Rows])];
        loss.Gradients(scores, BoostingSamples.All(Rows), g, h);
        return (g, h);
    }
}
