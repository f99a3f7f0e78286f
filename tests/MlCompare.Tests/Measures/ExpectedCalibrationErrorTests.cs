using MlCompare.Measures;
using static MlCompare.Tests.Measures.Samples;

namespace MlCompare.Tests.Measures;

public sealed class ExpectedCalibrationErrorTests
{
    /// <summary>Kumar et al. 2019 by brute force, for 150 distinct confidences: 15 bins of exactly ten.</summary>
    [Fact]
    public void Agrees_with_the_definition()
    {
        Rng rng = new(3);
        double[] scores = [.. Enumerable.Range(0, 150).Select(_ => rng.NextDouble())];
        int[] classes = [.. scores.Select(score => rng.NextDouble() < score * score ? 1 : 0)];
        (double Confidence, double Right)[] rows = [.. scores
            .Select((score, i) => (Math.Max(score, 1 - score), (score > 0.5) == (classes[i] == 1) ? 1.0 : 0.0))
            .OrderBy(row => row.Item1)];
        double sum = rows.Chunk(10).Sum(bin =>
        {
            double share = bin.Average(row => row.Right);
            double gap = bin.Average(row => row.Confidence) - share;
            return ((gap * gap) - (share * (1 - share) / 9)) / 15;
        });
        Assert.True(sum > 0.001, "the example must be uncalibrated");
        Near(Math.Sqrt(sum), new ExpectedCalibrationError().Compute(Binary(scores, classes)), 1e-9);
    }

    [Fact]
    public void A_calibrated_model_is_near_zero_and_an_overconfident_one_is_not()
    {
        Rng rng = new(5);
        double[] scores = [.. Enumerable.Range(0, 20000).Select(_ => rng.NextDouble())];
        int[] classes = [.. scores.Select(score => rng.NextDouble() < score ? 1 : 0)];
        double? calibrated = new ExpectedCalibrationError().Compute(Binary(scores, classes));
        double? sharpened = new ExpectedCalibrationError().Compute(Binary([.. scores.Select(p => p > 0.5 ? 0.99 : 0.01)], classes));
        Assert.True(calibrated <= 0.02, $"calibrated: {calibrated}");
        // Sharpened: confidence 0.99 everywhere, right in three quarters of the rows.
        Near(0.24, sharpened, 0.01);
    }

    [Fact]
    public void The_order_of_rows_with_equal_confidence_means_nothing()
    {
        double[] scores = [.. Enumerable.Range(0, 60).Select(i => i < 45 ? 0.8 : 0.6)];
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 0 : 1)];
        double? forward = new ExpectedCalibrationError().Compute(Binary(scores, classes));
        Array.Reverse(scores);
        Array.Reverse(classes);
        Assert.Equal(forward, new ExpectedCalibrationError().Compute(Binary(scores, classes)));
    }

    [Fact]
    public void Needs_two_rows_a_bin() =>
        Assert.Null(new ExpectedCalibrationError().Compute(Binary([.. Enumerable.Repeat(0.7, 29)], new int[29])));
}
