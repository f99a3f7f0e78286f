using MlCompare.Statistics;
using MlCompare.Studies;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics;

/// <summary>
/// Whole studies of five replicates whose truth is known, through the analysis that the report uses. Seven rows in ten are as hard for one learner as
/// for the other; a replicate redraws some of the answers, as if trained on other rows.
/// </summary>
public sealed class VerdictHonestyTests(ITestOutputHelper output)
{
    private const int Studies = 1000, Replicates = 5;

    private const double Rate = 0.2, Margin = 0.01, Redrawn = 0.05, Alike = 0.7;

    public enum Design
    {
        FreshDraws,
        Resplits,
        FixedTest,
    }

    public static TheoryData<Design, double> Fan
    {
        get
        {
            TheoryData<Design, double> fan = [];
            foreach (Design design in Enum.GetValues<Design>())
            {
                foreach (double truth in new[] { 0, Margin, 0.03 })
                {
                    fan.Add(design, truth);
                }
            }

            return fan;
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Fan))]
    public void Intervals_cover_and_verdicts_are_seldom_false(Design design, double truth)
    {
        Verdict[] verdicts = [.. Enumerable.Range(0, Studies).AsParallel().AsOrdered()
            .Select(study => Assert.Single(ContrastAnalysis.Of(Simulated(design, truth, new Rng(Seeds.From(31, (int)design, truth, study))))))];
        double covered = verdicts.Count(v => v.Low <= truth && truth <= v.High) / (double)Studies;
        double beyond = verdicts.Count(v => truth <= Margin && v.Decision == Decision.Better || v.Decision == Decision.Worse) / (double)Studies;
        double equivalent = truth < Margin ? 0 : verdicts.Count(v => v.Decision == Decision.Equivalent) / (double)Studies;
        output.WriteLine(FormattableString.Invariant($"{design}, difference {truth}: coverage {covered:P1}, false better or worse {beyond:P1}, false equivalent {equivalent:P1}"));
        Assert.InRange(covered, 0.93, 0.97);
        Assert.True(beyond <= 0.05 && equivalent <= 0.05);
    }

    [Fact]
    public void The_replicates_that_are_said_to_settle_a_verdict_mostly_do()
    {
        int asked = 0, settled = 0;
        for (int study = 0; study < 200; study++)
        {
            Rng rng = new(Seeds.From(32, study));
            double[] differences = [.. Enumerable.Range(0, 200).Select(_ => 0.02 + 0.012 * rng.NextGaussian())];
            MeanInterval five = MeanInterval.Of(differences[..5]);
            if (five.CountToDecide(Margin, differences.Length) is int needed)
            {
                asked++;
                settled += MeanInterval.Of(differences[..needed]).Decide(Margin) == Decision.Inconclusive ? 0 : 1;
            }
        }

        // "About so many": the mean and spread of five values are a guess; half of the time it is short of the truth.
        Assert.True(asked >= 50);
        Assert.InRange(settled / (double)asked, 0.4, 0.95);
    }

    /// <summary>So few rows, and answers so seldom wrong, that mostly no error is seen at all: that must not pass for a proof of equality.</summary>
    [Theory]
    [InlineData(Design.FreshDraws)]
    [InlineData(Design.Resplits)]
    [InlineData(Design.FixedTest)]
    public void Few_rows_without_an_error_prove_nothing(Design design)
    {
        const int Few = 200, Rows = 50, Test = 10;
        const double Seldom = 0.001, Truth = 0.03;
        Verdict[] verdicts = [.. Enumerable.Range(0, Few)
            .Select(study => Assert.Single(ContrastAnalysis.Of(Simulated(design, Truth, new Rng(Seeds.From(33, (int)design, study)), Seldom, Rows, Test))))];
        double covered = verdicts.Count(v => v.Low <= Truth && Truth <= v.High) / (double)Few;
        int equivalent = verdicts.Count(v => v.Decision == Decision.Equivalent), equal = verdicts.Count(v => v.Estimate == 0);
        output.WriteLine(FormattableString.Invariant($"{design}: no difference seen in {equal} of {Few} studies, false equivalent {equivalent}, coverage {covered:P1}"));
        Assert.True(equal >= Few / 10);
        Assert.Equal(0, equivalent);
        Assert.True(covered >= 0.95);
    }

    [Fact]
    public void Many_rows_without_a_difference_prove_that_there_is_none_worth_a_point()
    {
        MeanInterval Of(int rows) => new SamplingDesign(FreshDraws: false, FixedTest: true, rows, 0)
            .Difference(new PairedDifferences(new Dictionary<int, double> { [0] = 0, [1] = 0 }, 0, "error", false, 0, 0) { TestVariance = 0 });
        Assert.Equal(Decision.Equivalent, Of(400).Decide(Margin));
        Assert.Equal(Decision.Inconclusive, Of(300).Decide(Margin));

        // The twin without the floor.
        Assert.Equal(Decision.Equivalent, (Of(1) with { LeastHalf = 0 }).Decide(Margin));

        // Of 300 rows with 1 % of wrong answers (1 − 0.01)^300 = 4.9 % show none: 2.5 % is not reached.
        Assert.Equal(0.025, Math.Pow(1 - Of(300).LeastHalf, 300), 1e-12);
    }

    private static StudyResults Simulated(Design design, double truth, Rng rng, double rate = Rate, int whole = 3000, int test = 600)
    {
        ResultsForTests results = new ResultsForTests { Contrasts = [new ContrastPlan("a", "b", "error", Margin, "largest")] }
            .Learner("a").Learner("b").Dataset("d", fresh: design == Design.FreshDraws, fixedTest: design == Design.FixedTest, poolRows: whole - test, testRows: test);
        double[] easeA = Uniform(rng, whole), easeB = Other(rng, easeA);
        Dictionary<int, (string A, string B)> bits = [];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            if (design == Design.FreshDraws)
            {
                easeA = Uniform(rng, whole);
                easeB = Other(rng, easeA);
            }

            int[] rows = design == Design.Resplits ? rng.Permutation(whole)[..test] : [.. Enumerable.Range(0, test)];
            bool[] a = Errors(rng, easeA, rows, rate), b = Errors(rng, easeB, rows, rate + truth);
            bits[replicate] = (Packed(a), Packed(b));
            results.Add("d", "a", 1000, 0, replicate, 0, ("error", a.Average(error => error ? 1.0 : 0)));
            results.Add("d", "b", 1000, 0, replicate, 0, ("error", b.Average(error => error ? 1.0 : 0)));
        }

        StudyResults built = results.Build();
        return design != Design.FixedTest ? built : built with
        {
            Rows = [.. built.Rows.Select(row => row with { TestErrors = row.Learner == "a" ? bits[row.Replicate].A : bits[row.Replicate].B })],
        };
    }

    private static double[] Uniform(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => rng.NextDouble())];

    private static double[] Other(Rng rng, double[] ease) => [.. ease.Select(one => rng.NextDouble() < Alike ? one : rng.NextDouble())];

    /// <summary>Right where the row is easy enough, but for some answers that are drawn anew at the same rate.</summary>
    private static bool[] Errors(Rng rng, double[] ease, int[] rows, double rate) =>
        [.. rows.Select(row => (rng.NextDouble() < Redrawn ? rng.NextDouble() : ease[row]) < rate)];

    private static string Packed(bool[] errors)
    {
        byte[] bits = new byte[(errors.Length + 7) / 8];
        foreach ((int row, bool error) in errors.Index())
        {
            bits[row / 8] |= (byte)(error ? 1 << (row % 8) : 0);
        }

        return Convert.ToBase64String(bits);
    }
}
