using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics;

public class CurveAnalysisTests
{
    // A figure of no known range: intervals are mean ± half width.
    private static readonly StudyResults Results = ContrastAnalysisTests.TwoLearners().Dataset("d").Dataset("e")
        .Add("d", "a", 1000, 0, "figure", 1, 2, 3, 4, 5).Add("d", "a", 250, 0, "figure", 7)
        .Add("d", "b", 1000, 0, "figure", double.NaN, 0.2, 0.2).Add("d", "b", 250, 0, "figure", double.NaN)
        .Add("d", "a", 250, 0.2, "figure", 8, 8).Add("d", "a", 250, 0.1, "figure", 7.5, 7.5)
        .Build();

    [Fact]
    public void Over_rows_has_means_and_t_intervals_ascending()
    {
        IReadOnlyList<Curve> curves = CurveAnalysis.OverRows(Results, "figure");
        Assert.Equal([("d", "a"), ("d", "b")], curves.Select(curve => (curve.Dataset, curve.Learner)));
        Assert.Equal(new CurvePoint(250, 7, 7, 7, 1), curves[0].Points[0]);
        CurvePoint point = curves[0].Points[1];
        Assert.Equal((1000.0, 3.0, 5), (point.X, point.Mean, point.Count));
        Assert.True(Math.Abs(point.High - 4.963243) <= 1e-5 && Math.Abs(point.Low - 1.036757) <= 1e-5);
        Assert.Equal(new CurvePoint(1000, 0.2, 0.2, 0.2, 2), Assert.Single(curves[1].Points));
    }

    [Fact]
    public void Over_noise_stays_at_the_rows_of_the_noise_trials_and_starts_at_none()
    {
        Curve curve = Assert.Single(CurveAnalysis.OverNoise(Results, "figure"));
        Assert.Equal(250, curve.Rows);
        Assert.Equal([(0, 7), (0.1, 7.5), (0.2, 8)], curve.Points.Select(point => (point.X, point.Mean)));
    }

    [Fact]
    public void A_metric_that_nobody_has_gives_no_curve() => Assert.Empty(CurveAnalysis.OverRows(Results, "auc"));
}
