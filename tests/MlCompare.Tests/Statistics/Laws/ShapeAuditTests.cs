using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

public sealed class ShapeAuditTests
{
    [Fact]
    public void A_curve_that_rises_is_not_fitted()
    {
        // A peak where rows equal features, as ridgeless regression has it.
        CurveForecast forecast = ForecastAnalysis.Of(LawFitTests.Curve(n => Math.Pow(n, -0.3) * (n == 800 ? 2 : 1), 0.02).Curve, "d", "l", 1);
        Assert.Equal(("the loss rises with more rows", 400, 800), (forecast.Audit.Refusal, forecast.Audit.RisesFrom, forecast.Audit.RisesTo));
        Assert.Empty(forecast.Laws);
        Assert.Null(forecast.Fourfold);
    }

    [Fact]
    public void Flat_curves_are_refused_no_more_often_than_one_in_twenty()
    {
        int refused = Enumerable.Range(0, 400).Count(i => ShapeAudit.Of(LawFitTests.Curve(_ => 0.2, 0.05, 5, Seeds.From(8, i)).Curve).Refusal is not null);
        // 20 are expected at most; 31 are exceeded by luck once in two hundred.
        Assert.InRange(refused, 1, 31);
    }

    [Fact]
    public void Too_little_is_said_to_be_too_little()
    {
        LawCurve curve = LawFitTests.Curve(n => Math.Pow(n, -0.3), 0.02).Curve;
        Assert.Equal("fewer than 3 sizes", ShapeAudit.Of(curve with { Rows = [100, 200], Losses = [.. curve.Losses.Take(2)] }).Refusal);
        Assert.Equal("fewer than 3 replicates at a size", ShapeAudit.Of(LawFitTests.Curve(n => Math.Pow(n, -0.3), 0.02, 2).Curve).Refusal);
        Assert.Equal("the loss reaches zero", ShapeAudit.Of(LawFitTests.Curve(n => n > 1000 ? 0 : 0.1, 0.02).Curve).Refusal);
    }
}
