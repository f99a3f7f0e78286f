using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MlCompare.Data;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Tests.Datasets.Synthetic;

/// <summary>The rules of the embedded sets against their definitions, and their Bayes risks against closed forms.</summary>
public class RuleTests
{
    [Fact]
    public void Bayes_risk_of_the_staircase_is_the_mean_over_sixteen_sign_patterns()
    {
        double expected = Enumerable.Range(0, 16).Average(bits =>
        {
            double product = 1, sum = 0;
            for (int i = 0; i < 4; i++)
            {
                product *= (bits >> i & 1) == 1 ? 1 : -1;
                sum += product;
            }

            return 1 / (1 + Math.Exp(Math.Abs(2 * sum)));
        });
        // The pilot's figure is .20; zero sums, a chance of three eighths, weigh a half each.
        Assert.True(Math.Abs(expected - 0.2) <= 0.01, $"{expected}");
        Assert.True(Math.Abs(SyntheticDatasetTests.BayesRisk(SyntheticDatasetTests.Load("staircase").Truth!) - expected) <= 0.01);
    }

    [Fact]
    public void Bayes_risk_of_three_directions_is_the_integral_over_their_plane()
    {
        double Density(double z) => Normal.PDF(0, 1, z);
        double Over(Func<double, double> f) => Integrate.GaussLegendre(f, -6, 6, 64);
        double expected = Over(a => Density(a) * Over(b => Density(b) * Over(c =>
        {
            double eta = MultiIndex.Eta(a, b, c);
            return Density(c) * Math.Min(eta, 1 - eta);
        })));
        double found = SyntheticDatasetTests.BayesRisk(SyntheticDatasetTests.Load("multi-index").Truth!);
        Assert.True(Math.Abs(expected - 0.105) <= 0.005, $"integral {expected}, pilot .105");
        Assert.True(Math.Abs(found - expected) <= 0.006, $"integral {expected}, rows {found}");
    }

    [Fact]
    public void Three_directions_are_orthonormal_and_others_for_another_task()
    {
        MultiIndex set = new();
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(i == j ? 1 : 0, set.Axes[i].Zip(set.Axes[j], (a, b) => a * b).Sum(), 1e-12);
            }
        }

        Assert.NotEqual(set.Axes[0], new MultiIndex { TaskSeed = 9 }.Axes[0]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Parity_is_the_product_of_exactly_so_many_columns(int order)
    {
        SparseParity set = order == 3 ? new SparseParity() : new SparseParityOfFour();
        (FeatureTable features, Labels labels, _) = set.Draw(400, 1);
        float[][] x = [.. features.Columns.Select(column => ((NumericColumn)column).Values)];
        int[] found = Combinations(20, order).Single(columns => Enumerable.Range(0, 400).All(row =>
            (columns.Aggregate(1f, (product, j) => product * x[j][row]) > 0 ? 1 : 0) == labels.Classes[row]));
        Assert.Equal(order, found.Length);
    }

    [Fact]
    public void Waves_on_the_circle_have_power_of_one_over_k_squared()
    {
        CircleWaves set = new();
        const int Grid = 512;
        double[] values = [.. Enumerable.Range(0, Grid).Select(i => set.Expected(2 * Math.PI * i / Grid))];
        foreach (int k in new[] { 1, 2, 7, 100 })
        {
            double cos = values.Select((v, i) => v * Math.Cos(2 * Math.PI * i * k / Grid)).Sum() / Grid, sin = values.Select((v, i) => v * Math.Sin(2 * Math.PI * i * k / Grid)).Sum() / Grid;
            Assert.Equal(1.0 / (k * k), 2 * (cos * cos + sin * sin), 1e-9);
        }

        Assert.Equal(0.09, SyntheticDatasetTests.Load("circle-waves").Truth!.NoiseVariance, 1e-12);
    }

    [Fact]
    public void Every_string_of_the_hierarchy_comes_from_its_class_and_no_other()
    {
        RandomHierarchy set = new();
        // Read upwards: each pair belongs to one symbol of the level above.
        Dictionary<(int, int), int>[] up = [.. set.Rules.Select(level => level.SelectMany((pairs, symbol) => pairs.Select(pair => (pair, symbol))).ToDictionary(one => (one.pair.Left, one.pair.Right), one => one.symbol))];
        Assert.Equal([16, 32, 32], up.Select(level => level.Count));
        Dataset data = SyntheticDatasetTests.Load("random-hierarchy");
        int[][] places = [.. data.Features.Columns.Select(column => ((CategoricalColumn)column).Codes)];
        for (int row = 0; row < 2000; row++)
        {
            int[] word = [.. places.Select(codes => codes[row])];
            foreach (Dictionary<(int, int), int> level in up.Reverse())
            {
                word = [.. word.Chunk(2).Select(pair => level[(pair[0], pair[1])])];
            }

            Assert.Equal(data.Labels.Classes[row], Assert.Single(word));
        }
    }

    [Fact]
    public void Addition_has_every_pair_once_and_is_a_group()
    {
        Dataset data = SyntheticDatasetTests.Load("modular-addition");
        int[] a = ((CategoricalColumn)data.Features.Columns[0]).Codes, b = ((CategoricalColumn)data.Features.Columns[1]).Codes;
        Dictionary<(int, int), int> sum = Enumerable.Range(0, data.Count).ToDictionary(row => (a[row], b[row]), row => data.Labels.Classes[row]);
        Assert.Equal(31 * 31, sum.Count);
        int zero = Enumerable.Range(0, 31).Single(e => Enumerable.Range(0, 31).All(x => sum[(e, x)] == x));
        Assert.All(Enumerable.Range(0, 31), x => Assert.Contains(Enumerable.Range(0, 31), y => sum[(x, y)] == zero));
        Assert.All(Enumerable.Range(0, 31), x => Assert.Equal(sum[(sum[(x, 3)], 5)], sum[(x, sum[(3, 5)])]));
        Assert.All(sum, entry => Assert.Equal(entry.Value, sum[(entry.Key.Item2, entry.Key.Item1)]));
    }

    [Theory]
    [InlineData("two-regimes", 0.05)]
    [InlineData("two-regimes-shifted", 0.5)]
    public void The_corner_holds_its_share_of_the_test_rows_and_turns_the_rule_round(string id, double share)
    {
        Dataset data = SyntheticDatasetTests.Load(id);
        float[][] x = [.. data.Features.Columns.Select(column => ((NumericColumn)column).Values)];
        bool[] rare = [.. Enumerable.Range(0, data.Count).Select(row => TwoRegimes.IsRare(x[0][row], x[1][row]))];
        Assert.InRange(data.OfficialTestRows.Count(row => rare[row]) / 4000.0, share - 0.03, share + 0.03);
        Assert.InRange(Enumerable.Range(0, 6000).Count(row => rare[row]) / 6000.0, 0.04, 0.06);
        // A perceptron on the label, turned round in the corner, separates all rows: one linear rule.
        double[] w = new double[8];
        for (int pass = 0, wrong = 1; pass < 3000 && wrong > 0; pass++)
        {
            wrong = 0;
            for (int row = 0; row < 1000; row++)
            {
                double sign = data.Labels.Classes[row] == 1 != rare[row] ? 1 : -1;
                if (!(sign * Enumerable.Range(0, 8).Sum(j => w[j] * x[j + 2][row]) > 0))
                {
                    wrong++;
                    for (int j = 0; j < 8; j++)
                    {
                        w[j] += sign * x[j + 2][row];
                    }
                }
            }
        }

        Assert.All(Enumerable.Range(0, 1000), row => Assert.Equal(data.Labels.Classes[row] == 1 != rare[row], Enumerable.Range(0, 8).Sum(j => w[j] * x[j + 2][row]) > 0));
    }

    private static IEnumerable<int[]> Combinations(int count, int size) => size == 0 ? [[]] :
        Enumerable.Range(0, count).SelectMany(last => Combinations(last, size - 1).Select(rest => (int[])[.. rest, last]));
}
