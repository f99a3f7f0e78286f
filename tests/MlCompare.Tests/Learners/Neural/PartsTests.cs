using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd.Ops;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural;

public class PartsTests
{
    [Fact]
    public void Silu_and_its_slope_are_the_closed_forms_wherever_a_number_stands()
    {
        float[] z = [.. Enumerable.Range(-400, 801).Select(i => i * 0.37f)], slopes = new float[z.Length], activations = new float[z.Length];
        SiluKernel.Apply(z, activations, slopes);
        float[] value = new float[1], slope = new float[1];
        for (int i = 0; i < z.Length; i++)
        {
            double sigmoid = 1 / (1 + Math.Exp(-z[i]));
            Assert.True(Math.Abs(z[i] * sigmoid - activations[i]) <= 4e-7 * Math.Max(1, Math.Abs(z[i])), $"{z[i]}: {activations[i]}");
            Assert.True(Math.Abs(sigmoid + z[i] * sigmoid * (1 - sigmoid) - slopes[i]) <= 1e-6, $"{z[i]}: {slopes[i]}");
            SiluKernel.Apply(z.AsSpan(i, 1), value, slope);
            Assert.Equal((activations[i], slopes[i]), (value[0], slope[0]));
        }

        SiluKernel.Apply([float.NaN], value, slope);
        Assert.True(float.IsNaN(value[0]));
    }

    [Fact]
    public void Dropout_zeroes_its_share_and_keeps_the_mean()
    {
        float[] activations = [.. Enumerable.Repeat(1f, 40_000)], slopes = [.. Enumerable.Repeat(2f, 40_000)];
        Dropout.Apply(0.3, new Rng(2), activations, slopes);
        Assert.True(Math.Abs(activations.Count(value => value == 0) / 40_000.0 - 0.3) <= 0.01);
        Assert.True(Math.Abs(activations.Average() - 1) <= 0.02);
        Assert.All(activations.Zip(slopes), pair => Assert.Equal(2 * pair.First, pair.Second));
    }

    [Fact]
    public void Dropout_is_the_same_whatever_follows_a_number()
    {
        float[] many = [.. Enumerable.Repeat(1f, 301)], few = [.. Enumerable.Repeat(1f, 7)];
        Dropout.Apply(0.5, new Rng(2), many, new float[301]);
        Dropout.Apply(0.5, new Rng(2), few, new float[7]);
        Assert.Equal(many[..7], few);
        Assert.Contains(0, few);
    }

    [Fact]
    public void The_rate_rises_in_a_line_and_falls_in_a_cosine()
    {
        TrainingSpec schedule = new() { Epochs = 1, BatchSize = 1, LearningRate = 2, Warmup = 4.0 / 24 };
        Assert.Equal(2.0 / 5, schedule.Rate(0, 24), 12);
        Assert.Equal(2.0 * 4 / 5, schedule.Rate(3, 24), 12);
        Assert.Equal(2, schedule.Rate(4, 24), 12);
        Assert.Equal(1, schedule.Rate(14, 24), 12);
        Assert.True(schedule.Rate(23, 24) is > 0 and < 0.02);
    }

    [Fact]
    public void Patience_is_a_share_of_the_passes_but_shorter_after_an_early_best_one()
    {
        TrainingSpec plan = new() { Epochs = 100, BatchSize = 1, PatienceOfBest = 0.5 };
        Assert.Equal(8, plan.PatienceAt(10, 1000));
        Assert.Equal(20, plan.PatienceAt(10, 10));
        Assert.Equal(25, plan.PatienceAt(90, 1000));
        Assert.Equal(25, (plan with { PatienceOfBest = 0 }).PatienceAt(10, 1000));
    }

    [Fact]
    public void Bins_are_positions_between_training_quantiles()
    {
        DesignMatrix train = new(5, 2, [0, 1, 1, 0, 2, 1, 4, 0, 8, 1], null);
        PiecewiseLinearEmbedding embedding = PiecewiseLinearEmbedding.Fit(train, 2, 10);
        Assert.Equal(4, embedding.Width);
        float[] inputs = new float[4];
        embedding.Apply([1, 0], inputs);
        // Quantiles 0, 2, 8; the second column is an indicator.
        Assert.Equal([1, 0, 5, 0], inputs);
        embedding.Apply([5, 1], inputs);
        Assert.Equal([5, 1, 10, 5], inputs);
        embedding.Apply([-3, 1], inputs);
        Assert.Equal([-3, 1, 0, 0], inputs);
        embedding.Apply([99, 1], inputs);
        Assert.Equal([99, 1, 10, 10], inputs);
        Assert.Equal(2, PiecewiseLinearEmbedding.Fit(train, 0, 10).Width);
    }

    [Fact]
    public void A_column_of_few_values_gets_a_bin_between_each_two()
    {
        DesignMatrix train = new(6, 1, [0, 0, 0, 0, 1, 3], null);
        PiecewiseLinearEmbedding embedding = PiecewiseLinearEmbedding.Fit(train, 4, 1);
        float[] inputs = new float[embedding.Width];
        embedding.Apply([2], inputs);
        Assert.Equal([2, 1, 0.5f], inputs);
    }

    [Fact]
    public void Softmax_slopes_are_finite_differences_of_the_smoothed_loss()
    {
        int[] labels = [2, 0], rows = [1, 0, 1];
        float[] logits = [0.5f, -1, 2, 1.5f, 0, -0.5f, 3, 1, -2], slopes = new float[9];
        new SoftmaxLoss(labels, 3, 0.2).Slopes(logits, rows, slopes);
        double Mean(int at, double shift)
        {
            double sum = 0;
            for (int i = 0; i < 3; i++)
            {
                double[] z = [.. Enumerable.Range(0, 3).Select(k => logits[3 * i + k] + (3 * i + k == at ? shift : 0))];
                double normaliser = Math.Log(z.Sum(Math.Exp));
                for (int k = 0; k < 3; k++)
                {
                    sum += (0.2 / 3 + (labels[rows[i]] == k ? 0.8 : 0)) * (normaliser - z[k]) / 3;
                }
            }

            return sum;
        }

        for (int at = 0; at < 9; at++)
        {
            double difference = (Mean(at, 1e-5) - Mean(at, -1e-5)) / 2e-5;
            Assert.True(Math.Abs(difference - slopes[at]) <= 1e-7);
        }
    }

    [Fact]
    public void Temperature_undoes_logits_that_are_three_times_too_sure()
    {
        Rng rng = new(6);
        const int Rows = 4000;
        float[] logits = new float[2 * Rows];
        int[] labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double honest = 2 * rng.NextGaussian();
            labels[row] = rng.NextDouble() < 1 / (1 + Math.Exp(-honest)) ? 1 : 0;
            logits[2 * row + 1] = (float)(3 * honest);
        }

        double factor = Temperature.Factor(logits, 2, labels);
        Assert.True(Math.Abs(factor - 1.0 / 3) <= 0.03, $"{factor}");
        Assert.True(Math.Abs(Temperature.Factor([], 2, []) - 1) <= 1e-6);
    }
}
