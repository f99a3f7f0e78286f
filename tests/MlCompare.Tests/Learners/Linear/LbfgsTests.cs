using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;

namespace MlCompare.Tests.Learners.Linear;

public class LbfgsTests
{
    [Fact]
    public void Saturated_two_by_two_table_gives_the_log_odds()
    {
        // Feature 0: 30 of 40 rows are class 1; feature 1: 15 of 75. Intercept = ln(30/10), weight = ln(15/60) − ln(30/10).
        float[] dense = [.. Enumerable.Repeat(0f, 40), .. Enumerable.Repeat(1f, 75)];
        int[] codes =
        [
            .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 15), .. Enumerable.Repeat(0, 60),
        ];
        PenalisedLoss function = new(new DesignMatrix(115, 1, dense, null), new LogisticLoss(codes), 0, default);
        float[] point = function.Start();
        new Lbfgs(function).Minimise(point, 1e-9, 200);
        Assert.Equal(Math.Log(0.25) - Math.Log(3), point[0], 2e-3);
        Assert.Equal(Math.Log(3), point[1], 2e-3);
    }

    [Fact]
    public void Saturated_softmax_reproduces_the_frequencies()
    {
        float[] dense = [.. Enumerable.Repeat(0f, 100), .. Enumerable.Repeat(1f, 100)];
        int[] codes = [.. Enumerable.Range(0, 100).Select(i => i < 20 ? 0 : i < 50 ? 1 : 2), .. Enumerable.Range(0, 100).Select(i => i < 60 ? 0 : i < 70 ? 1 : 2)];
        PenalisedLoss function = new(new DesignMatrix(200, 1, dense, null), new SoftmaxLoss(codes, 3), 0, default);
        float[] point = function.Start();
        new Lbfgs(function).Minimise(point, 1e-9, 300);
        double[] scores = [.. Enumerable.Range(0, 3).Select(k => Math.Exp(point[k] + point[3 + k]))];
        double[] wanted = [0.6, 0.1, 0.3];
        Assert.All(scores.Zip(wanted), pair => Assert.Equal(pair.Second, pair.First / scores.Sum(), 1e-3));
    }

    [Fact]
    public void Ridge_by_gradients_solves_the_normal_equations()
    {
        DesignMatrix matrix = Designs.Random(80, 3, 2, 6);
        Rng rng = new(7);
        float[] targets = [.. Enumerable.Range(0, 80).Select(i => (float)(Designs.Row(matrix, i).Sum() + rng.NextGaussian()))];
        PenalisedLoss function = new(matrix, new SquaredLoss(targets), 3, default);
        float[] point = function.Start();
        new Lbfgs(function).Minimise(point, 1e-10, 500);
        double[] exact = NormalEquations.Solve([.. Enumerable.Range(0, 80).Select(i => Designs.Row(matrix, i))], targets, 3);
        Assert.All(exact.Zip(point), pair => Assert.Equal(pair.First, pair.Second, 2e-3));
    }

    [Fact]
    public void Separable_rows_stay_finite_without_a_penalty()
    {
        PenalisedLoss function = new(new DesignMatrix(4, 1, [-2, -1, 1, 2], null), new LogisticLoss([0, 0, 1, 1]), 0, default);
        float[] point = function.Start();
        double value = new Lbfgs(function).Minimise(point, 1e-7, 500);
        Assert.True(value is >= 0 and < 0.01 && point.All(float.IsFinite), $"{value}");
    }
}
