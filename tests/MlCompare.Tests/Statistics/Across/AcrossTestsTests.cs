using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics.Across;

/// <summary>The tests over data sets against other implementations and against simulated truth.</summary>
public class AcrossTestsTests
{
    private static readonly double[] Leads = [0.8, -0.3, 1.2, 2.5, -0.1, 0.9, 1.7, 0.4];

    [Fact]
    public void Signed_rank_equals_the_exact_test_of_SciPy()
    {
        // scipy.stats.wilcoxon (1.10.1): statistic 3.0, p 0.0390625.
        SignedRankTest test = SignedRankTest.Of(Leads);
        Assert.Equal((8, 33), (test.Count, test.Positive));
        Assert.True(Math.Abs(test.PValue - 0.0390625) <= 1e-12);
    }

    [Fact]
    public void Signed_rank_with_ties_and_zeros_equals_counting_all_signs()
    {
        double[] leads = [1, 1, -1, 2, 2, 0, -3, 0.5];
        double[] sizes = [.. leads.Where(lead => lead != 0).Select(Math.Abs)];
        double[] ranks = Ranks.Of(sizes);
        double seen = leads.Where(lead => lead != 0).Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        double total = ranks.Sum(), extreme = Math.Min(seen, total - seen);
        int count = 0;
        for (int signs = 0; signs < 1 << ranks.Length; signs++)
        {
            double sum = Enumerable.Range(0, ranks.Length).Where(i => (signs >> i & 1) == 1).Sum(i => ranks[i]);
            count += Math.Min(sum, total - sum) <= extreme + 1e-9 ? 1 : 0;
        }

        Assert.True(Math.Abs(SignedRankTest.Of(leads).PValue - (double)count / (1 << ranks.Length)) <= 1e-12);
    }

    [Fact]
    public void Signed_rank_says_nothing_of_nothing_and_little_of_few()
    {
        Assert.Equal(1, SignedRankTest.Of([0, 0, 0]).PValue);
        Assert.Equal(SignedRankTest.LeastPValue(5), SignedRankTest.Of([1, 2, 3, 4, 5]).PValue);
        Assert.Equal(0.0625, SignedRankTest.LeastPValue(5));
    }

    [Fact]
    public void Signed_rank_holds_its_level_beyond_the_exact_range_too()
    {
        Rng rng = new(5);
        foreach (int count in (int[])[12, 150])
        {
            int rejected = Enumerable.Range(0, 1000)
                .Count(_ => SignedRankTest.Of(Enumerable.Range(0, count).Select(_ => rng.NextGaussian())).PValue <= 0.05);
            Assert.InRange(rejected, 30, 70);
        }
    }

    [Fact]
    public void Friedman_equals_SciPy_in_the_form_of_Iman_and_Davenport()
    {
        // scipy.stats.friedmanchisquare (1.10.1): 8.431034…; F = 4.405…, p = 0.0206388… by scipy.stats.f.
        FriedmanTest test = FriedmanTest.Of(
        [
            [0.2, 0.25, 0.3, 0.28], [0.1, 0.12, 0.11, 0.2], [0.5, 0.4, 0.45, 0.6],
            [0.3, 0.35, 0.35, 0.4], [0.22, 0.21, 0.3, 0.33], [0.4, 0.42, 0.41, 0.41],
        ]);
        Assert.True(Math.Abs(test.ChiSquare - 8.431034482758626) <= 1e-9);
        Assert.True(Math.Abs(test.PValue - 0.020638814416249446) <= 1e-9);
        Assert.True(Math.Abs(test.AverageRanks[2] - 8.0 / 3) <= 1e-12);
    }

    [Fact]
    public void Friedman_of_equals_and_of_one_data_set_finds_nothing()
    {
        Assert.Equal(1, FriedmanTest.Of([[1, 1, 1], [2, 2, 2]]).PValue);
        Assert.Equal(1, FriedmanTest.Of([[1, 2, 3]]).PValue);
        Assert.Equal(0, FriedmanTest.Of([[1, 2, 3], [1, 2, 3], [1, 2, 3]]).PValue);
    }

    [Fact]
    public void Bayesian_signed_rank_equals_a_posterior_drawn_by_NumPy()
    {
        // 200,000 draws of the Dirichlet process in NumPy 1.24, all pairs summed: .267, .733, .000 and .985, .015, .001.
        BayesianSignedRank wide = BayesianSignedRank.Of(Leads, 1, new Rng(1)), narrow = BayesianSignedRank.Of(Leads, 0.2, new Rng(1));
        Assert.True(Math.Abs(wide.Better - 0.267) <= 0.012 && Math.Abs(wide.Equivalent - 0.733) <= 0.012 && wide.Worse <= 0.002);
        Assert.True(Math.Abs(narrow.Better - 0.985) <= 0.006 && Math.Abs(narrow.Equivalent - 0.015) <= 0.006);
    }

    [Fact]
    public void Bayesian_signed_rank_turns_with_its_sides()
    {
        BayesianSignedRank one = BayesianSignedRank.Of(Leads, 0.5, new Rng(2));
        BayesianSignedRank other = BayesianSignedRank.Of([.. Leads.Select(lead => -lead)], 0.5, new Rng(2));
        Assert.True(Math.Abs(one.Better - other.Worse) <= 0.02 && Math.Abs(one.Worse - other.Better) <= 0.02);
        Assert.True(Math.Abs(one.Better + one.Equivalent + one.Worse - 1) <= 1e-9);
    }

    [Fact]
    public void Ratings_give_back_planted_strengths()
    {
        double[] planted = [1200, 1000, 800];
        double[,] wins = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                wins[i, j] = i == j ? 0 : 100_000 / (1 + Math.Pow(10, (planted[j] - planted[i]) / 400));
            }
        }

        Assert.All(BradleyTerry.Ratings(wins).Zip(planted), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 0.1));
    }

    [Fact]
    public void Who_never_lost_has_a_rating_all_the_same()
    {
        double[] ratings = BradleyTerry.Ratings(new double[,] { { 0, 3 }, { 0, 0 } });
        Assert.True(double.IsFinite(ratings[0]) && ratings[0] > ratings[1] && Math.Abs(ratings.Average() - 1000) <= 1e-6);
    }
}
