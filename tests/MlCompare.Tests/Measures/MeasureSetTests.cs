using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Measures;
using static MlCompare.Tests.Measures.Samples;

namespace MlCompare.Tests.Measures;

public sealed class MeasureSetTests
{
    private static readonly MeasureSet Set = new();

    [Fact]
    public void Has_the_ids_that_results_promise() => Assert.Equal(
        ["accuracy", "auc", "balancedAccuracy", "brier", "ece", "error", "excessRisk", "logLoss", "mae", "r2", "rmse"],
        Set.Measures.Select(measure => measure.Id));

    [Fact]
    public void Leaves_out_what_does_not_apply()
    {
        Assert.Equal(["accuracy", "auc", "balancedAccuracy", "brier", "error", "logLoss"], Set.Compute(ThreeClasses).Keys);
        Assert.Equal(["mae", "r2", "rmse"], Set.Compute(Numbers).Keys);
    }

    /// <summary>The twin of every figure above: one number that is not finite must never pass as a result.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_prediction_that_is_not_finite_passes_no_measure(double bad)
    {
        Evidence classes = Broken(ThreeClasses, bad) with { TestTruth = new Truth((double[])ThreeClasses.Prediction.Values.Clone(), 3) };
        Evidence numbers = Broken(Numbers, bad) with { TestTruth = new Truth((double[])Numbers.Prediction.Values.Clone(), 1) };
        Assert.All(Set.Measures, measure =>
        {
            foreach (Evidence evidence in new[] { classes, numbers }.Where(e => measure.Supports(e.TestLabels.Task)))
            {
                double? value = measure.Compute(evidence);
                Assert.True(value is null || double.IsNaN(value.Value), $"{measure.Id} made {value} of {bad}");
            }
        });
        Assert.Contains("row 0", Assert.Throws<UnusablePredictionException>(() => Set.Compute(classes)).Message);
        Assert.Contains("row 0", Assert.Throws<UnusablePredictionException>(() => Set.Compute(numbers)).Message);
    }

    [Fact]
    public void The_calibration_error_of_a_broken_prediction_is_no_number()
    {
        double[] scores = [.. Enumerable.Repeat(0.7, 60)];
        scores[59] = double.NaN;
        Assert.Equal(double.NaN, new ExpectedCalibrationError().Compute(Binary(scores, new int[60])));
    }

    [Fact]
    public void Refuses_rows_that_do_not_sum_to_one_leave_the_range_or_are_too_few()
    {
        Assert.Contains("sum to", Refusal(Classes([0.5, 0.4], [0], 2)));
        Assert.Contains("outside", Refusal(Classes([1.5, -0.5], [0], 2)));
        Assert.Contains("2 test rows", Refusal(Classes([0.5, 0.5], [0, 1], 2)));
        Assert.Contains("2 column(s) for", Refusal(new Evidence(new Prediction([1, 0], 2), Labels.OfValues([1]), null)));
    }

    [Fact]
    public void A_measure_that_is_not_finite_is_refused_by_name()
    {
        MeasureSet set = new(new Catalog<IMeasure>([new Rmse()]));
        Evidence overflow = Targets([1e200], [-1e200]);
        Assert.Contains("rmse", Assert.Throws<UnusablePredictionException>(() => set.Compute(overflow)).Message);
    }

    private static string Refusal(Evidence evidence) =>
        Assert.Throws<UnusablePredictionException>(() => Set.Compute(evidence)).Message;

    private static Evidence Broken(Evidence evidence, double bad)
    {
        double[] values = (double[])evidence.Prediction.Values.Clone();
        values[0] = bad;
        return evidence with { Prediction = evidence.Prediction with { Values = values } };
    }
}
