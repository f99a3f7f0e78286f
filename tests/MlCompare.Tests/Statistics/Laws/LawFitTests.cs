using MlCompare.Statistics;
using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

public sealed class LawFitTests
{
    private static readonly int[] Rows = [100, 200, 400, 800, 1600, 3200, 6400, 12800];

    public static TheoryData<string> Laws => [.. Catalog.Scan<ILaw>(typeof(ILaw).Assembly).All.Select(law => law.Id)];

    [Fact]
    public void Four_laws_are_found() =>
        Assert.Equal(["broken", "m4", "power", "power-floor"], Catalog.Scan<ILaw>(typeof(ILaw).Assembly).All.Select(law => law.Id));

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_law_fits_the_curve_that_it_drew(string id)
    {
        ILaw law = Catalog.Scan<ILaw>(typeof(ILaw).Assembly).Get(id);
        LawFrame frame = new(Rows[0], Rows[^1], 0.1, 0.5, 0);
        double[] planted = [Math.Log(0.1), Math.Log(0.45), -0.5, 0.3, 0.4, Math.Log(0.6)];
        planted = planted[..law.Priors(frame).Count];
        double[] places = [.. Rows.Select(rows => frame.Place(rows))];
        double[] logs = [.. places.Select(place => Math.Log(law.At(place, planted, frame)))];
        // Errors this small leave the priors no say.
        LawFit fit = LawFit.Of(law, frame, places, logs, [.. Rows.Select(_ => 1e-5)], law.Priors(frame));
        Assert.All(places.Zip(logs), point => Assert.True(Math.Abs(Math.Log(law.At(point.First, fit.Parameters, frame)) - point.Second) <= 1e-4));
        double fourfold = Math.Log(4);
        Assert.True(Math.Abs(Math.Log(law.At(fourfold, fit.Parameters, frame) / law.At(fourfold, planted, frame))) <= 0.02);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_law_falls_to_its_limit(string id)
    {
        ILaw law = Catalog.Scan<ILaw>(typeof(ILaw).Assembly).Get(id);
        LawFrame frame = new(100, 12800, 0.1, 0.5, 0.02);
        double[] parameters = [.. law.Priors(frame).Select((prior, i) => i == 0 ? Math.Log(frame.LastExcess) : prior.Centre)];
        double[] losses = [.. Enumerable.Range(-6, 40).Select(place => law.At(place, parameters, frame))];
        Assert.True(Math.Abs(law.At(0, parameters, frame) - 0.1) <= 1e-12);
        Assert.All(losses.Skip(1).Zip(losses), pair => Assert.True(pair.First < pair.Second));
        Assert.True(Math.Abs(law.At(200, parameters, frame) - law.Limit(parameters, frame)) <= 1e-6);
    }

    [Fact]
    public void M4_keeps_its_equation()
    {
        M4 law = new();
        LawFrame frame = new(100, 12800, 0.1, 0.5, 0.03);
        double[] parameters = [Math.Log(0.07), Math.Log(0.6), -0.4, -0.5, 0.5];
        double excess = 0.07, low = 0.03 + excess / (1 + Math.Exp(0.4)), top = 0.03 + excess * (0.47 / 0.07) * (1 + Math.Exp(-0.5)), a = Math.Exp(0.5);
        double Side(double place) => Math.Log(law.At(place, parameters, frame) - low) - a * Math.Log(top - law.At(place, parameters, frame)) + 0.6 * place;
        Assert.All(new[] { -4.0, -2, 1, 2 }, place => Assert.True(Math.Abs(Side(place) - Side(0)) <= 1e-8, $"{Side(place)} {Side(0)}"));
    }

    [Fact]
    public void The_law_that_drew_the_curve_weighs_more_than_a_straight_line()
    {
        PlantedCurves.Planted planted = Curve(n => 0.1 + 2 * Math.Pow(n, -0.6), 0.01);
        CurveForecast forecast = ForecastAnalysis.Of(planted.Curve, "d", "l", 1);
        Assert.NotEqual("power", forecast.Laws[0].Id);
        Assert.True(forecast.Laws.Single(law => law.Id == "power").Weight < 0.01);
        Assert.InRange(forecast.Laws[0].Limit, 0.08, 0.11);
        Assert.True(Math.Abs(forecast.Laws.Sum(law => law.Weight) - 1) <= 1e-12);
    }

    [Fact]
    public void A_forecast_begins_at_the_end_of_the_curve_and_is_the_same_again()
    {
        PlantedCurves.Planted planted = Curve(n => 3 * Math.Pow(n, -0.4), 0.02);
        CurveForecast forecast = ForecastAnalysis.Of(planted.Curve, "d", "l", 5), again = ForecastAnalysis.Of(planted.Curve, "d", "l", 5);
        Assert.Equal(forecast.Path.AsEnumerable(), again.Path.AsEnumerable());
        Assert.Equal((Rows[^1], ForecastAnalysis.Steps + 1), (forecast.LastRows, forecast.Path.Length));
        Assert.True(Math.Abs(forecast.Path[0].Rows - Rows[^1]) <= 1e-6 && Math.Abs(forecast.Fourfold!.Rows - 4.0 * Rows[^1]) <= 1e-6);
        double truth = planted.Truth(4.0 * Rows[^1]);
        Assert.True(forecast.Fourfold.Low <= truth && truth <= forecast.Fourfold.High && forecast.Fourfold.High / forecast.Fourfold.Low <= 1.3);
    }

    internal static PlantedCurves.Planted Curve(Func<double, double> truth, double spread, int replicates = 5, ulong seed = 3)
    {
        Rng rng = new(seed);
        Dictionary<int, double>[] losses = [.. Rows.Select(rows => Enumerable.Range(0, replicates).ToDictionary(r => r, _ => truth(rows) * (1 + spread * rng.NextGaussian())))];
        return new PlantedCurves.Planted(new LawCurve(Rows, losses, new SamplingDesign(true, false, 4000, 0), "error", 0), truth);
    }
}
