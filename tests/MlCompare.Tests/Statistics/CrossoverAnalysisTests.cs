using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tests.Statistics;

public class CrossoverAnalysisTests
{
    private static readonly int[] Sizes = [100, 1000, 10000];

    [Fact]
    public void Last_crossing_is_linear_in_the_logarithm_of_the_rows()
    {
        Close(Math.Sqrt(100.0 * 1000), CrossoverAnalysis.LastCrossing(Sizes, [-0.1, 0.1, 0.2]));
        Close(1000 * Math.Pow(10, 0.25), CrossoverAnalysis.LastCrossing(Sizes, [0.1, -0.1, 0.3]));
        Close(1000, CrossoverAnalysis.LastCrossing(Sizes, [-0.1, 0, 0.3]));
        Assert.Equal(double.NegativeInfinity, CrossoverAnalysis.LastCrossing(Sizes, [0.1, 0.2, 0.3]));
        Assert.Equal(double.PositiveInfinity, CrossoverAnalysis.LastCrossing(Sizes, [0.1, 0.2, -0.3]));
        Assert.Equal(double.PositiveInfinity, CrossoverAnalysis.LastCrossing(Sizes, [0.1, 0.2, double.NaN]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Finds_where_the_later_leader_overtakes(bool swapped)
    {
        // b starts 10 points behind a and ends 10 ahead, crossing at 1,000 rows.
        StudyResults results = Curves(swapped, 0.01, [-0.1, 0, 0.1]);
        Crossover crossover = Assert.Single(CrossoverAnalysis.Of(results));
        Assert.Equal(("b", "a", "b", 100, 10000), (crossover.A, crossover.B, crossover.Leader, crossover.From, crossover.To));
        Assert.Equal(1, crossover.Share);
        Assert.True(crossover.Low <= 1000 && crossover.High >= 1000 && crossover.Low < crossover.Rows && crossover.Rows < crossover.High);
        Assert.True(Math.Abs(Math.Log(crossover.Rows!.Value / 1000)) <= 0.15, $"{crossover.Rows}");
        Assert.Equal(crossover, Assert.Single(CrossoverAnalysis.Of(ResultsForTests.Reversed(results))));
    }

    [Fact]
    public void Curves_that_do_not_cross_have_no_rows()
    {
        Crossover crossover = Assert.Single(CrossoverAnalysis.Of(Curves(false, 0.01, [0.05, 0.1, 0.1])));
        Assert.Equal((null, null, null, 0.0, "b"), (crossover.Rows, crossover.Low, crossover.High, crossover.Share, crossover.Leader));
    }

    [Fact]
    public void A_lead_that_may_be_luck_leaves_the_interval_open_above()
    {
        // b is 10 points behind at first, and ahead at the end by less than the spread.
        Crossover crossover = Assert.Single(CrossoverAnalysis.Of(Curves(false, 0.05, [-0.1, -0.1, 0.03])));
        Assert.InRange(crossover.Share, 0.5, 0.97);
        Assert.Equal(10000, crossover.High);
    }

    [Fact]
    public void One_replicate_and_baselines_give_no_crossover()
    {
        StudyResults one = new ResultsForTests().Learner("a").Learner("b").Learner("floor", Family.Baseline).Dataset("d")
            .Add("d", "a", 100, 0, "error", 0.1).Add("d", "b", 100, 0, "error", 0.2)
            .Add("d", "a", 900, 0, "error", 0.2).Add("d", "b", 900, 0, "error", 0.1)
            .Add("d", "floor", 100, 0, "error", 0.1).Add("d", "floor", 900, 0, "error", 0.1)
            .Build();
        Crossover crossover = Assert.Single(CrossoverAnalysis.Of(one));
        Assert.Equal((null, 0.0, "b"), (crossover.Rows, crossover.Share, crossover.Leader));
    }

    [Fact]
    public void Interval_covers_the_true_crossing()
    {
        // Eight replicates a run; the percentile bootstrap of so few is known to be a little short.
        int covered = 0;
        for (int run = 0; run < 100; run++)
        {
            Crossover crossover = Assert.Single(CrossoverAnalysis.Of(Curves(false, 0.03, [-0.1, 0, 0.1], run)));
            covered += crossover.Low <= 1000 && 1000 <= crossover.High ? 1 : 0;
        }

        Assert.InRange(covered, 80, 99);
    }

    private static StudyResults Curves(bool swapped, double spread, double[] advantageOfB, int run = 0)
    {
        ResultsForTests builder = swapped
            ? new ResultsForTests().Learner("b").Learner("a") : new ResultsForTests().Learner("a").Learner("b");
        builder.Dataset("d");
        Rng rng = new(Seeds.From(3, run));
        for (int i = 0; i < Sizes.Length; i++)
        {
            builder.Add("d", "a", Sizes[i], 0, "error", [.. Enumerable.Repeat(0.4, 8)]);
            builder.Add("d", "b", Sizes[i], 0, "error", [.. Enumerable.Range(0, 8).Select(_ => 0.4 - advantageOfB[i] + spread * rng.NextGaussian())]);
        }

        return builder.Build();
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * expected, $"expected {expected}, got {actual}");
}
