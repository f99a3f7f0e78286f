using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Tests.Datasets.Synthetic;

public class BayesRiskTests
{
    /// <summary>Figures of pilot runs with another generator and other rules of the same kind; rules differ, hence the width.</summary>
    [Theory]
    [InlineData("smooth-waves", 0.083, 0.015)]
    [InlineData("translated-patterns", 0.003, 0.002)]
    [InlineData("markov-text", 0.035, 0.015)]
    [InlineData("single-index", 0, 0)]
    [InlineData("rotated-boxes", 0, 0)]
    public void Is_near_that_of_the_pilot_runs(string id, double expected, double tolerance) =>
        Assert.True(Math.Abs(SyntheticDatasetTests.BayesRisk(SyntheticDatasetTests.Load(id).Truth!) - expected) <= tolerance);

    [Fact]
    public void Of_linear_logistic_is_the_one_dimensional_integral()
    {
        // E[logistic(−s|z|)] for standard normal z.
        LinearLogistic source = new();
        double expected = 2 * Integrate.GaussLegendre(z => Normal.PDF(0, 1, z) / (1 + Math.Exp(source.ScoreDeviation * z)), 0, 10, 128);
        double found = SyntheticDatasetTests.BayesRisk(SyntheticDatasetTests.Load("linear-logistic").Truth!);
        // The standard deviation of 1 − max P is below 0.16: three of 10,000 rows.
        Assert.True(Math.Abs(found - expected) <= 0.005, $"integral {expected}, rows {found}");
    }

    [Fact]
    public void Another_draw_has_the_same_linear_rule()
    {
        double[] first = Weights(1), second = Weights(2);
        Assert.All(Enumerable.Range(0, 30), j => Assert.True(Math.Abs(first[j] - second[j]) <= 1e-6));
        Assert.True(first.Zip(Weights(1, taskSeed: 9)).Max(pair => Math.Abs(pair.First - pair.Second)) > 0.1);
    }

    [Fact]
    public void Of_the_heavy_tailed_table_allows_an_R2_of_eight_tenths()
    {
        Dataset data = SyntheticDatasetTests.Load("heavy-tail-table");
        double mean = data.Labels.Values.Average();
        double total = data.Labels.Values.Sum(value => (value - mean) * (value - mean));
        double residual = data.Labels.Values.Zip(data.Truth!.Values).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.True(Math.Abs(1 - residual / total - 0.8) <= 0.012, $"{1 - residual / total}");
        Assert.True(Math.Abs(residual / data.Count / data.Truth.NoiseVariance - 1) <= 0.06);
        Assert.True(Math.Abs(new HeavyTailTable().EstimateVariance() * 0.25 / data.Truth.NoiseVariance - 1) <= 1e-9);
    }

    [Fact]
    public void The_heavy_tailed_table_has_heavy_tails_and_categories()
    {
        Dataset data = SyntheticDatasetTests.Load("heavy-tail-table");
        Assert.Equal(14, data.Features.Columns.OfType<NumericColumn>().Count());
        Assert.Equal(6, data.Features.Columns.OfType<CategoricalColumn>().Count());
        float[] amount = data.Features.Columns.OfType<NumericColumn>().Last().Values;
        // Quantiles of exp(1.5 z): median 1, the 99th percentile exp(1.5 · 2.326) = 32.8.
        float[] sorted = [.. amount.Order()];
        Assert.InRange(sorted[5000], 0.93, 1.07);
        Assert.InRange(sorted[9900], 27, 40);
    }

    private static double[] Weights(ulong sampleSeed, ulong taskSeed = SyntheticDataset.StandardTask)
    {
        (FeatureTable features, _, Truth truth) = new LinearLogistic { TaskSeed = taskSeed }.Draw(60, sampleSeed);
        Matrix<double> x = Matrix<double>.Build.Dense(60, 30, (i, j) => ((NumericColumn)features.Columns[j]).Values[i]);
        Vector<double> logit = Vector<double>.Build.Dense(60, i => Math.Log(truth.Row(i)[1] / truth.Row(i)[0]));
        return [.. x.QR().Solve(logit)];
    }
}
