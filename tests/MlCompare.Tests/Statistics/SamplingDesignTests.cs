using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics;

public class SamplingDesignTests
{
    private static readonly SamplingDesign Fixed = new(false, true, 500, 0);

    [Fact]
    public void Bound_for_a_fixed_test_part_covers_where_the_variance_of_replicates_does_not()
    {
        // Learners A and B err on 12 % and 15 % of all rows, independently: the worst case but for never erring together.
        // Two replicates redraw 2 % of the answers, as if trained on nearly the same rows.
        bool Trial(Rng rng, bool bound)
        {
            bool[] a = Errors(rng, 0.12), b = Errors(rng, 0.15);
            double[] errorsA = new double[5], errorsB = new double[5];
            for (int replicate = 0; replicate < 5; replicate++)
            {
                errorsA[replicate] = Perturbed(rng, a, 0.12);
                errorsB[replicate] = Perturbed(rng, b, 0.15);
            }

            PairedDifferences pairs = Pairs("error", errorsA, errorsB);
            return MeanIntervalTests.Covers(bound ? Fixed.Difference(pairs) : MeanInterval.Of(pairs.Values), 0.03);
        }

        Assert.InRange(MeanIntervalTests.Coverage(1000, rng => Trial(rng, bound: true)), 0.94, 0.995);
        Assert.InRange(MeanIntervalTests.Coverage(1000, rng => Trial(rng, bound: false)), 0, 0.7);
    }

    [Fact]
    public void Log_ratio_bound_covers_for_Gaussian_residuals()
    {
        bool Trial(Rng rng)
        {
            double a = Math.Sqrt(Enumerable.Range(0, 500).Average(_ => Math.Pow(rng.NextGaussian(), 2)));
            double b = 1.1 * Math.Sqrt(Enumerable.Range(0, 500).Average(_ => Math.Pow(rng.NextGaussian(), 2)));
            double ratio = Math.Log(b / a);
            PairedDifferences pairs = new(
                new Dictionary<int, double> { [0] = ratio, [1] = ratio }, 0, "rmse", true, a, b);
            return MeanIntervalTests.Covers(Fixed.Difference(pairs), Math.Log(1.1));
        }

        Assert.InRange(MeanIntervalTests.Coverage(1000, Trial), 0.93, 0.97);
    }

    [Fact]
    public void Equal_error_rates_that_differ_by_luck_in_the_same_way_still_have_a_variance()
    {
        // Both replicates happen to differ by exactly 0.05 on 400 rows; at least 5 % of the rows are disagreed on.
        SamplingDesign fresh = new(true, false, 400, 0);
        MeanInterval interval = fresh.Difference(Pairs("error", [0.10, 0.12], [0.15, 0.17]));
        Assert.True(Math.Abs(interval.LeastVariance - (0.05 - 0.0025) / 400) <= 1e-12);
        // The least variance is known, so that its half width is that of the normal law.
        Assert.True(Math.Abs(interval.High - interval.Mean - 1.959964 * Math.Sqrt(interval.LeastVariance / 2)) <= 1e-8);
        Assert.True(interval.PValue(0) is > 0 and < 0.001);
        MeanInterval equal = fresh.Difference(Pairs("error", [0.1, 0.2], [0.1, 0.2]));
        Assert.Equal((0, 0), (equal.Variance, equal.LeastVariance));
    }

    private static PairedDifferences Pairs(string metric, double[] a, double[] b) => new(
        Enumerable.Range(0, a.Length).ToDictionary(i => i, i => b[i] - a[i]), 0, metric, false, a.Average(), b.Average());

    private static bool[] Errors(Rng rng, double rate) => [.. Enumerable.Range(0, 500).Select(_ => rng.NextDouble() < rate)];

    private static double Perturbed(Rng rng, bool[] errors, double rate) =>
        errors.Average(error => (rng.NextDouble() < 0.02 ? rng.NextDouble() < rate : error) ? 1.0 : 0);
}
