using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Tests.Learners.Boosting;

public class LossTests
{
    private const int Rows = 6;

    public static TheoryData<string> Losses => ["squared", "logistic", "softmax", "absolute", "quantile", "huber", "poisson"];

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
            if (name is not ("absolute" or "quantile" or "huber"))
            {
                Assert.True(Math.Abs(h[output][row] - factor * (up - 2 * at + down) / (Step * Step)) <= 1e-5, $"hessian of score {i}");
            }
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
        double tolerance = name is "logistic" or "softmax" ? 0.02 : 1e-12;
        for (int k = 0; k < start.Length; k++)
        {
            foreach (double move in new[] { -0.5, -0.1, 0.1, 0.5 })
            {
                double[] moved = [.. start];
                moved[k] += move;
                Assert.True(loss.Mean(Repeat(start), rows) <= loss.Mean(Repeat(moved), rows) + tolerance);
            }
        }
    }

    [Fact]
    public void The_parabola_of_huber_lies_above_the_loss()
    {
        Loss loss = Make("huber");
        double[] scores = Scores(1);
        (float[][] g, float[][] h) = Derivatives(loss, scores);
        for (int i = 0; i < Rows; i++)
        {
            for (double step = -5; step <= 5; step += 0.25)
            {
                double bound = Sum(loss, scores, i, 0) + g[0][i] * step + h[0][i] * step * step / 2;
                Assert.True(Sum(loss, scores, i, step) <= bound + 1e-5, $"score {i} moved by {step}");
            }
        }
    }

    [Theory]
    [InlineData(0.5, 7)]
    [InlineData(0.5, 8)]
    [InlineData(0.1, 10)]
    [InlineData(0.9, 9)]
    [InlineData(0.99, 3)]
    public void No_step_of_a_leaf_beats_the_quantile_of_its_residuals(double alpha, int rows)
    {
        Rng rng = new(4);
        double[] targets = [.. Enumerable.Range(0, 20).Select(_ => rng.NextGaussian())];
        double[] scores = [.. Enumerable.Range(0, 20).Select(_ => rng.NextGaussian())];
        QuantileLoss loss = new(targets, alpha);
        int[] leaf = [.. rng.Permutation(20).Take(rows)];
        double After(double step) => loss.Mean([.. scores.Select(score => score + step)], leaf);
        double least = After(loss.LeafStep(leaf, scores));
        for (double step = -4; step <= 4; step += 0.01)
        {
            Assert.True(least <= After(step) + 1e-12, $"step {step}");
        }

        // The same quantile seen from above.
        QuantileLoss turned = new([.. targets.Select(target => -target)], 1 - alpha);
        Assert.Equal(loss.LeafStep(leaf, scores), -turned.LeafStep(leaf, [.. scores.Select(score => -score)]), 12);
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
        "absolute" => new QuantileLoss([0.1, -1, 2, 0, 0.5, 3], 0.5),
        "quantile" => new QuantileLoss([0.1, -1, 2, 0, 0.5, 3], 0.8),
        "huber" => HuberLoss.Of([0.1, -1, 2, 0, 0.5, 3], 0.7),
        "poisson" => new PoissonLoss([0, 1, 2, 0, 0.5, 3]),
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
