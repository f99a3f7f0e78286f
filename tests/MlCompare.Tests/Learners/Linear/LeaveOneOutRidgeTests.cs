using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;

namespace MlCompare.Tests.Learners.Linear;

public class LeaveOneOutRidgeTests
{
    private static (DesignMatrix Matrix, float[] Targets, double[][] Rows) Problem(int count, int dense, int sparse)
    {
        DesignMatrix matrix = Designs.Random(count, dense, sparse, 8);
        Rng rng = new(9);
        double[][] rows = [.. Enumerable.Range(0, count).Select(i => Designs.Row(matrix, i))];
        return (matrix, [.. rows.Select(row => (float)(2 + row.Take(3).Sum() + 0.5 * rng.NextGaussian()))], rows);
    }

    // More rows than columns, fewer, and with a sparse part.
    [Theory]
    [InlineData(40, 5, 0)]
    [InlineData(20, 30, 0)]
    [InlineData(25, 4, 12)]
    public void Weights_solve_the_normal_equations(int count, int dense, int sparse)
    {
        (DesignMatrix matrix, float[] targets, double[][] rows) = Problem(count, dense, sparse);
        float[] weights = new LeaveOneOutRidge(matrix, targets, default).Solve(0.7);
        double[] exact = NormalEquations.Solve(rows, targets, 0.7);
        Assert.All(exact.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
    }

    [Theory]
    [InlineData(40, 5, 0)]
    [InlineData(20, 30, 0)]
    [InlineData(25, 4, 12)]
    public void Leave_one_out_error_equals_brute_force(int count, int dense, int sparse)
    {
        (DesignMatrix matrix, float[] targets, double[][] rows) = Problem(count, dense, sparse);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double[] weights = NormalEquations.Solve(
                [.. rows.Where((_, j) => j != i)], targets.Where((_, j) => j != i), 0.7);
            sum += Math.Pow(targets[i] - NormalEquations.Predict(weights, rows[i]), 2);
        }

        Assert.Equal(sum / count, new LeaveOneOutRidge(matrix, targets, default).MeanSquaredError(0.7), 1e-4 * sum / count);
    }

    [Fact]
    public void Targets_of_noise_alone_are_all_but_ignored()
    {
        DesignMatrix matrix = Designs.Random(60, 50, 0, 10);
        Rng rng = new(11);
        float[] targets = [.. Enumerable.Range(0, 60).Select(_ => (float)rng.NextGaussian())];
        LeaveOneOutRidge ridge = new(matrix, targets, default);
        Assert.True(ridge.Solve(0)[..50].Sum(w => w * w) < 0.2 * ridge.Solve(1e-3)[..50].Sum(w => w * w));
    }

    [Fact]
    public void Two_equal_columns_share_the_weight()
    {
        float[] dense = [.. Enumerable.Range(0, 30).SelectMany(i => new[] { (float)i / 10, (float)i / 10 })];
        float[] targets = [.. Enumerable.Range(0, 30).Select(i => (float)i / 10)];
        float[] weights = new LeaveOneOutRidge(new DesignMatrix(30, 2, dense, null), targets, default).Solve(0);
        Assert.Equal(weights[0], weights[1], 1e-4f);
        Assert.Equal(1, weights[0] + weights[1], 1e-3f);
    }
}
