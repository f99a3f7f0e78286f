using MlCompare.BenchWhy;

namespace MlCompare.Tests.BenchWhy;

public class SignPredictionTests
{
    private const double SklearnSlope = 0.9238593556, SklearnIntercept = -0.2531798434;

    [Fact]
    public void The_regression_has_no_slope_left_to_go_down()
    {
        Rng rng = new(5);
        const int Rows = 21, Width = 8;
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Width).Select(_ => rng.NextGaussian()).ToArray())];
        int[] signs = [.. rows.Select((row, i) => i % 7 == 0 ? 0 : row[0] + 0.5 * rng.NextGaussian() > 0 ? 1 : -1)];
        RidgeLogistic model = new(Width);
        Assert.True(model.Fit(rows, signs));
        double Loss(double[] w) => rows.Select((row, i) => signs[i] == 0 ? 0 : Math.Log(1 + Math.Exp(-signs[i] * (row.Select((x, j) => x * w[j]).Sum() + w[Width])))).Sum()
            + w.Take(Width).Sum(x => x * x) / 2;
        double least = Loss(model.Weights);
        for (int j = 0; j <= Width; j++)
        {
            foreach (double step in new[] { -1e-3, 1e-3 })
            {
                double[] moved = [.. model.Weights];
                moved[j] += step;
                Assert.True(Loss(moved) > least, $"weight {j}");
            }
        }

        // Against scikit-learn 1.2.1: one column, LogisticRegression(C=1, tol=1e-12).
        RidgeLogistic one = new(1);
        Assert.True(one.Fit([[-1], [0], [1], [2], [-0.5], [0.3]], [-1, 1, 1, 1, -1, -1]));
        Assert.Equal(SklearnSlope, one.Weights[0], 6);
        Assert.Equal(SklearnIntercept, one.Weights[1], 6);
    }

    [Fact]
    public void Separable_rows_and_columns_that_do_not_vary_have_an_answer()
    {
        double?[][] predictors = [.. Enumerable.Range(0, 12).Select(i => new double?[] { i < 6 ? i : i + 3, 3, i == 4 ? null : 1 - i })];
        int[] signs = [.. Enumerable.Range(0, 12).Select(i => i < 6 ? -1 : 1)];
        int[] predicted = new LeaveOneOut(predictors).Predict(signs);
        Assert.Equal(12, LeaveOneOut.Right(predicted, signs));
        Assert.All(new LeaveOneOut(predictors).Predict([1, .. new int[11]])[1..], sign => Assert.Equal(1, sign));
        Assert.All(new LeaveOneOut(predictors).Predict(new int[12]), sign => Assert.Equal(0, sign));
    }

    [Fact]
    public void The_table_left_out_does_not_help_to_predict_itself()
    {
        TableRecord[] tables = SyntheticTables.Many(3, planted: true);
        double?[][] predictors = [.. tables.Select(Predictors.Of)];
        int[] signs = [.. tables.Select(Gap.BoostingNetwork.Sign)];
        Assert.Equal(0, TurnedWithTheirOwn(predictors, signs, signs.Length));

        // Every table a second time among the others: what is left out is there all the same.
        Assert.InRange(TurnedWithTheirOwn([.. predictors, .. predictors], [.. signs, .. signs], signs.Length), 1, signs.Length);
    }

    /// <summary>Tables whose prediction changes when their own sign does, wherever it stands.</summary>
    private static int TurnedWithTheirOwn(double?[][] predictors, int[] signs, int tables)
    {
        LeaveOneOut others = new(predictors);
        int[] before = others.Predict(signs);
        return Enumerable.Range(0, tables).Count(i => others.Predict([.. signs.Select((sign, j) => j % tables == i ? -sign : sign)])[i] != before[i]);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1, -1, 0 }, 3)]
    [InlineData(new[] { 1, 1, -1, -1 }, 0)]
    [InlineData(new[] { 1, 1, -1 }, 1)]
    [InlineData(new[] { 0, 0 }, 0)]
    public void The_majority_is_that_of_the_others(int[] signs, double right) => Assert.Equal(right, LeaveOneOut.MajorityRight(signs));

    [Fact]
    public void A_gap_inside_the_margin_has_no_sign()
    {
        TableRecord Table(double error, double other, TaskKind task) => SyntheticTables.Of("t", 0, 0, 0) with
        {
            Task = task,
            Errors = new SortedDictionary<string, double[]>(StringComparer.Ordinal) { ["boosting"] = [error, error], ["mlp"] = [other, other] },
        };

        Assert.Equal(0, Gap.BoostingNetwork.Sign(Table(0.209, 0.2, TaskKind.Binary)));
        Assert.Equal(1, Gap.BoostingNetwork.Sign(Table(0.211, 0.2, TaskKind.Binary)));
        Assert.Equal(-1, Gap.BoostingNetwork.Sign(Table(0.2, 0.211, TaskKind.Multiclass)));
        Assert.Equal(0, Gap.BoostingNetwork.Sign(Table(102, 100, TaskKind.Regression)));
        Assert.Equal(1, Gap.BoostingNetwork.Sign(Table(103, 100, TaskKind.Regression)));
        Assert.Equal(0, Gap.BoostingNetwork.Sign(Table(double.NaN, 100, TaskKind.Regression)));
        Assert.Equal(0, Gap.KernelBoosting.Sign(Table(103, 100, TaskKind.Regression)));
    }

    [Fact]
    public void A_cost_is_not_defined_without_a_lead()
    {
        TableRecord table = SyntheticTables.Of("t", 0, 0, 0);
        Assert.NotNull(Predictors.Of(table)[0]);
        TableRecord level = table with { Draws = [.. table.Draws.Select((draw, i) => draw with { Boosting = draw.Constant + (i % 2 == 0 ? 0.01 : -0.01) })] };
        Assert.Null(Predictors.Of(level)[0]);
        Assert.NotNull(Predictors.Of(level)[1]);
        Assert.Null(Predictors.Of(table with { Draws = [.. table.Draws.Select(draw => draw with { HeavyTailed = null })] })[3]);
    }

    [Fact]
    public void A_planted_relation_is_found_and_confirmed()
    {
        Judgement judgement = Judgement.Of(SyntheticTables.Many(1, planted: true), permutations: 1000);
        Assert.Equal("confirmed for both gaps", judgement.Verdict);
        Assert.All(judgement.Predictions, one => Assert.InRange(one.PValue, 0, 0.01));
        Assert.All(Gap.All, gap => Assert.True(judgement.Relations.Single(one => one.Gap == gap && one.Predictor == 2).IsFinding));
    }

    /// <summary>Where nothing is planted, p-values are even: at most the share p of draws is below p.</summary>
    [Fact]
    public void Without_a_relation_p_values_are_calibrated()
    {
        const int Draws = 200;
        Assert.Empty(Miscalibrated(Draws, (predictors, _) => predictors));
        int found = Enumerable.Range(0, Draws).Select(Unplanted)
            .Count(tables => Relation.All(tables, [.. tables.Select(Predictors.Of)], permutations: 999).Any(relation => relation.IsFinding));
        Assert.True(found <= 21, $"{found} of {Draws} with a finding among sixteen");

        // A predictor that has seen the signs, and one that gives the same answer whatever they are.
        Assert.Contains(Miscalibrated(30, (predictors, signs) => [.. predictors.Select((row, i) => (double?[])[signs[i], .. row[1..]])]), wrong => wrong.EndsWith("below 0.05", StringComparison.Ordinal));
        Assert.Contains(Miscalibrated(30, (predictors, _) => [.. predictors.Select(row => new double?[row.Length])]), wrong => wrong.EndsWith("never find anything", StringComparison.Ordinal));
    }

    private static TableRecord[] Unplanted(int draw) => SyntheticTables.Many((ulong)(100 + draw), planted: false);

    /// <summary>What the p-values of so many draws without a relation have wrong.</summary>
    /// <param name="seen">What the prediction sees of predictors and signs.</param>
    private static List<string> Miscalibrated(int draws, Func<double?[][], int[], double?[][]> seen)
    {
        SignPrediction[] all = [.. Enumerable.Range(0, draws).Select(draw =>
        {
            TableRecord[] tables = Unplanted(draw);
            int[] signs = [.. tables.Select(Gap.BoostingNetwork.Sign)];
            return SignPrediction.Of(seen([.. tables.Select(Predictors.Of)], signs), signs, permutations: 39, new Rng((ulong)draw));
        })];
        int Below(double level) => all.Count(one => one.PValue <= level);

        // Binomial bounds: the chance to exceed them is below 1 in 1,000 (200 draws; fewer have no more). Ties make the p-value conservative.
        List<string> wrong = [];
        void Require(bool right, string what) => wrong.AddRange(right ? [] : [what]);
        Require(Below(0.05) <= 21, $"{Below(0.05)} of {draws} below 0.05");
        Require(Below(0.25) <= 70, $"{Below(0.25)} of {draws} below 0.25");
        Require(Below(0.5) >= 0.3 * draws, $"{Below(0.5)} of {draws} below 0.5: the test would never find anything");
        Require(all.Count(one => one.Confirmed) <= 13, $"{all.Count(one => one.Confirmed)} of {draws} confirmed without a relation");
        return wrong;
    }

    [Fact]
    public void Verdicts_follow_the_rule()
    {
        SignPrediction One(int right, double baseline, double p) => new([], [], right, baseline, p);
        string Of(params SignPrediction[] found) => new Judgement([], [], found, []).Verdict;
        Assert.Equal("confirmed for both gaps", Of(One(15, 12, 0.025), One(16, 10, 0.001)));
        Assert.Equal("confirmed for one gap (kernel less boosting), not for the other", Of(One(15, 12.5, 0.01), One(16, 10, 0.001)));
        Assert.Equal("inconclusive", Of(One(15, 12, 0.026), One(10, 10, 0.001)));
        Assert.Equal("inconclusive", Of(One(13, 12, 0.5), One(9, 10, 0.5)));
        Assert.Equal("refuted", Of(One(12, 12, 0.5), One(9, 10, 0.5)));
        Assert.Equal("inconclusive", Of(One(15, 12, double.NaN), One(9, 10, 0.5)));
    }

    [Fact]
    public void Too_few_signs_are_said_to_be_too_few()
    {
        Assert.True(new SignPrediction([1, 1, -1, -1, -1, 0], [1, 1, -1, -1, -1, 0], 5, 3, 0.01).OutOfReach);
        Assert.False(new SignPrediction([1, 1, 1, -1, -1, -1, -1, 0], [], 0, 4, 1).OutOfReach);
    }

    [Fact]
    public void Rank_correlations_are_those_of_the_ranks()
    {
        RankRelation rising = RankRelation.Of([1, 2, 3, 4, 5, 6, 7, 8], [1, 8, 27, 64, 125, 216, 343, 512], 999, new Rng(1));
        Assert.Equal(1, rising.Correlation, 12);
        Assert.Equal(0.001, rising.PValue, 3);

        // By hand: ranks 1, 2.5, 2.5, 4 and 4, 1, 3, 2 give the covariance −3 over √(4.5 · 5).
        RankRelation tied = RankRelation.Of([1, 2, 2, 3], [9, 1, 5, 3], 999, new Rng(1));
        Assert.Equal(-3 / Math.Sqrt(4.5 * 5), tied.Correlation, 12);
        Assert.InRange(tied.PValue, 0.3, 1);
        Assert.Equal(new RankRelation(0, 1, 3), RankRelation.Of([2, 2, 2], [1, 2, 3], 99, new Rng(1)));
    }
}
