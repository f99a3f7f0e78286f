using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Golden;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics;

/// <summary>Intervals of one learner's mean: they cover the truth and stay where the measure can lie.</summary>
public sealed class SingleIntervalTests(ITestOutputHelper output)
{
    private const int Test = 400, Pool = 1600, Studies = 1000;

    public static TheoryData<int, int, double> Shares
    {
        get
        {
            TheoryData<int, int, double> cases = [];
            foreach (int design in new[] { 0, 1, 2 })
            {
                foreach (double rate in new[] { 0.002, 0.01, 0.05, 0.2, 0.98 })
                {
                    cases.Add(design, 2, rate);
                    cases.Add(design, 5, rate);
                }
            }

            return cases;
        }
    }

    /// <summary>Fresh draws, re-splits of one set, a fixed test part; a replicate redraws a twentieth of the answers, as if trained on other rows.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void Of_an_error_rate_they_cover_and_stay_inside(int design, int replicates, double rate)
    {
        SamplingDesign sampling = Design(design);
        int covered = 0, before = 0, outside = 0;
        for (int study = 0; study < Studies; study++)
        {
            Rng rng = new(Seeds.From(51, design, replicates, rate, study));
            MeanInterval interval = sampling.Single(Errors(design, replicates, rate, rng), "error");
            MeanInterval plain = interval with { Range = MeasureRange.Any };
            Assert.True(interval.Low >= 0 && interval.High <= 1 && interval.Low <= interval.Mean && interval.Mean <= interval.High);
            covered += MeanIntervalTests.Covers(interval, rate) ? 1 : 0;
            before += MeanIntervalTests.Covers(plain, rate) ? 1 : 0;
            outside += plain.Low < 0 || plain.High > 1 ? 1 : 0;
        }

        output.WriteLine(FormattableString.Invariant($"design {design}, {replicates} replicates, rate {rate}: covers {covered / (double)Studies:P1} (mean ± h: {before / (double)Studies:P1}, {outside / (double)Studies:P1} of them outside)"));
        Assert.True(covered >= 0.935 * Studies, $"{covered}");
    }

    private static double[] Errors(int design, int replicates, double rate, Rng rng)
    {
        double[] ease = Uniform(rng, Test + Pool);
        return [.. Enumerable.Range(0, replicates).Select(_ =>
        {
            ease = design == 0 ? Uniform(rng, Test) : ease;
            int[] rows = design == 1 ? rng.Permutation(ease.Length)[..Test] : [.. Enumerable.Range(0, Test)];
            return rows.Average(row => (rng.NextDouble() < 0.05 ? rng.NextDouble() : ease[row]) < rate ? 1.0 : 0);
        })];
    }

    [Theory]
    [InlineData("rmse", 0.1)]
    [InlineData("rmse", 0.4)]
    [InlineData("logLoss", 0.4)]
    [InlineData("r2", 0.4)]
    public void Of_what_has_one_end_they_cover_and_stay_inside(string metric, double spread)
    {
        MeasureRange range = Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly).Get(metric).Range;
        int covered = 0, before = 0, outside = 0;
        for (int study = 0; study < Studies; study++)
        {
            Rng rng = new(Seeds.From(52, metric, spread, study));
            double[] values = [.. Enumerable.Range(0, 5).Select(_ => Math.Exp(spread * rng.NextGaussian() - spread * spread / 2))];
            MeanInterval interval = Design(0).Single([.. values.Select(value => metric == "r2" ? 1 - value : value)], metric);
            MeanInterval plain = interval with { Range = MeasureRange.Any };
            double truth = metric == "r2" ? 0 : 1;
            Assert.True(interval.Low >= range.Least && interval.High <= range.Most);
            covered += MeanIntervalTests.Covers(interval, truth) ? 1 : 0;
            before += MeanIntervalTests.Covers(plain, truth) ? 1 : 0;
            outside += plain.Low < range.Least || plain.High > range.Most ? 1 : 0;
        }

        output.WriteLine(FormattableString.Invariant($"{metric}, spread {spread}: covers {covered / (double)Studies:P1} (mean ± h: {before / (double)Studies:P1}, {outside / (double)Studies:P1} of them outside)"));
        Assert.True(covered >= 0.93 * Studies && covered >= before, $"{covered}, before {before}");
    }

    [Fact]
    public void Wilson_by_hand_and_no_error_seen_is_not_no_error()
    {
        // Of 100 rows 10: (0.0552, 0.1744), of 100 rows none: up to z²/(100 + z²) (any table of Wilson's interval).
        SamplingDesign one = new(false, true, 100, 0);
        MeanInterval ten = one.Single([0.1, 0.1], "error"), none = one.Single([0, 0, 0], "error");
        Assert.True(Math.Abs(ten.Low - 0.0552) <= 1e-4 && Math.Abs(ten.High - 0.1744) <= 1e-4, $"{ten.Low} {ten.High}");
        Assert.True(none.Low == 0 && Math.Abs(none.High - 3.8415 / 103.8415) <= 1e-4, $"{none.High}");
        // Where rows tell nothing, as of a calibration error, equal values keep an interval of no length.
        Assert.Equal((0, 0), (one.Single([0, 0], "ece").Low, one.Single([0, 0], "ece").High));
    }

    [Fact]
    public void Far_from_the_ends_they_are_mean_and_half_width()
    {
        MeanInterval interval = new SamplingDesign(true, false, 100_000, 0).Single([0.499, 0.5, 0.501], "error");
        Assert.True(Math.Abs(interval.High - interval.Mean - interval.HalfWidth(3)) <= 1e-4 * interval.HalfWidth(3));
    }

    [Fact]
    public void Every_curve_and_standing_of_a_study_stays_inside()
    {
        StudyResults results = GoldenStudy.Results;
        foreach (IMeasure measure in Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly).All)
        {
            Assert.All(CurveAnalysis.OverRows(results, measure.Id).Concat(CurveAnalysis.OverNoise(results, measure.Id)).SelectMany(curve => curve.Points), point =>
                Assert.True(point.Low >= measure.Range.Least && point.High <= measure.Range.Most && point.Low <= point.Mean && point.Mean <= point.High, $"{measure.Id}: {point}"));
        }

        Assert.All(Ranking.Of(results).SelectMany(answer => answer.Standings), standing => Assert.True(standing.Low >= 0));
    }

    private static SamplingDesign Design(int design) => new(design == 0, design == 2, Test, design == 1 ? Test / (double)Pool : 0);

    private static double[] Uniform(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => rng.NextDouble())];
}
