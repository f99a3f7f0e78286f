using MathNet.Numerics.Distributions;
using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions;

public class LabelNoiseTests
{
    private const int Rows = 20000;

    private static readonly Block Block = BlocksForTests.Classes(Rows, 4);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    [InlineData(0.75)]
    public void Symmetric_spreads_the_level_over_the_other_classes(double level)
    {
        double[,] found = Transitions(new SymmetricLabelNoise(), level);
        for (int k = 0; k < 4; k++)
        {
            for (int j = 0; j < 4; j++)
            {
                Near(j == k ? 1 - level : level / 3, found[k, j]);
            }
        }
    }

    [Fact]
    public void Pair_gives_the_next_class_only()
    {
        double[,] found = Transitions(new PairLabelNoise(), 0.3);
        for (int k = 0; k < 4; k++)
        {
            Near(0.7, found[k, k]);
            Assert.True(Math.Abs(found[k, k] + found[k, (k + 1) % 4] - 1) <= 1e-12);
        }
    }

    [Fact]
    public void Class_conditional_follows_its_matrix()
    {
        double[,] found = Transitions(new ClassConditionalLabelNoise(), 0.4);
        Rng rng = new(3);
        rng.NextUInt64();
        double[,] expected = ClassConditionalLabelNoise.TransitionMatrix(4, 0.4, rng);
        double rates = 0;
        for (int k = 0; k < 4; k++)
        {
            rates += 1 - expected[k, k];
            for (int j = 0; j < 4; j++)
            {
                Near(expected[k, j], found[k, j]);
                Assert.True(j == k || expected[k, j] < expected[k, k]);
            }
        }

        Assert.True(Math.Abs(rates / 4 - 0.4) <= 1e-12);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void Instance_noise_has_the_mean_rate_of_the_cut_normal(double level)
    {
        // Mean of a normal cut to [0, 1]: ρ + σ·(φ(a) − φ(b))/(Φ(b) − Φ(a)) with a = −ρ/σ, b = (1 − ρ)/σ.
        double a = -level / 0.1, b = (1 - level) / 0.1;
        double mean = level + 0.1 * (Normal.PDF(0, 1, a) - Normal.PDF(0, 1, b)) / (Normal.CDF(0, 1, b) - Normal.CDF(0, 1, a));
        Block noisy = new InstanceLabelNoise().Apply(Block, level, new Rng(3));
        Near(mean, Rate(Block, noisy));
    }

    [Fact]
    public void Instance_noise_depends_on_the_features_given_the_class()
    {
        // Of the rows of one class that are flipped, those on the left and on the right of the class get different labels.
        Block noisy = new InstanceLabelNoise().Apply(Block, 0.4, new Rng(3));
        float[] x = ((MlCompare.Data.NumericColumn)Block.Train.Features.Columns[0]).Values;
        double widest = 0;
        for (int k = 0; k < 4; k++)
        {
            int[] flipped = [.. Enumerable.Range(0, Rows).Where(i => Block.TrainTrue.Classes[i] == k && noisy.Train.Labels.Classes[i] != k)];
            double middle = flipped.Select(i => (double)x[i]).Order().ElementAt(flipped.Length / 2);
            for (int j = 0; j < 4; j++)
            {
                double left = flipped.Where(i => x[i] < middle).Average(i => noisy.Train.Labels.Classes[i] == j ? 1.0 : 0);
                double right = flipped.Where(i => x[i] >= middle).Average(i => noisy.Train.Labels.Classes[i] == j ? 1.0 : 0);
                widest = Math.Max(widest, Math.Abs(left - right));
            }
        }

        Assert.True(widest > 0.15, $"{widest}");
    }

    [Fact]
    public void Boundary_noise_has_the_level_as_its_rate_and_sits_near_the_boundary()
    {
        foreach (Block block in new[] { BlocksForTests.WithTruth(Rows), BlocksForTests.Classes(3000) })
        {
            Block noisy = new BoundaryLabelNoise().Apply(block, 0.2, new Rng(3));
            // Scaled by 500 remembered rows: allow for their sampling error besides the flips'.
            Assert.InRange(Rate(block, noisy), 0.17, 0.23);
        }

        Block known = BlocksForTests.WithTruth(Rows);
        bool[] changed = NoiseTests.Changed(known, new BoundaryLabelNoise().Apply(known, 0.2, new Rng(3)));
        double RateWhere(Func<double, bool> doubt) => Enumerable.Range(0, Rows)
            .Where(row => doubt(Math.Abs(2 * known.TrainTruth!.Row(row)[1] - 1))).Average(row => changed[row] ? 1.0 : 0);
        Assert.True(RateWhere(margin => margin < 0.2) > 0.3);
        Assert.True(RateWhere(margin => margin > 0.95) < 0.05);
    }

    [Fact]
    public void Boundary_factor_meets_the_mean_with_the_cap_and_rises_with_the_level()
    {
        Rng rng = new(5);
        double[] closeness = [.. Enumerable.Range(0, 300).Select(_ => Math.Max(0.01, Math.Pow(rng.NextDouble(), 4)))];
        double before = 0;
        foreach (double level in new[] { 0.05, 0.2, 0.35, 0.5 })
        {
            double factor = BoundaryLabelNoise.Factor(closeness, level);
            Assert.True(Math.Abs(closeness.Average(value => Math.Min(0.95, factor * value)) - level) <= 1e-9);
            Assert.True(factor > before);
            before = factor;
        }
    }

    [Fact]
    public void Boundary_noise_on_a_noise_free_truth_turns_to_the_neighbours()
    {
        Block block = BlocksForTests.WithTruth(2000);
        int[] rule = [.. Enumerable.Range(0, 2000).Select(row => block.TrainTruth!.Row(row)[1] > 0.5 ? 1 : 0)];
        MlCompare.Data.Truth Hard(MlCompare.Data.Truth truth) => truth with { Values = [.. truth.Values.Select(p => p > 0.5 ? 1.0 : 0)] };
        MlCompare.Data.Labels labels = block.TrainTrue.WithClasses(rule);
        Block hard = block with
        {
            Train = block.Train with { Labels = labels },
            TrainTrue = labels,
            TrainTruth = Hard(block.TrainTruth!),
            TestTruth = Hard(block.TestTruth!),
        };
        bool[] changed = NoiseTests.Changed(hard, new BoundaryLabelNoise().Apply(hard, 0.1, new Rng(3)));
        float[] x = ((MlCompare.Data.NumericColumn)hard.Train.Features.Columns[0]).Values;
        double near = Enumerable.Range(500, 1500).Where(row => Math.Abs(x[row]) < 0.02).Average(row => changed[row] ? 1.0 : 0);
        double far = Enumerable.Range(500, 1500).Where(row => Math.Abs(x[row]) > 0.5).Average(row => changed[row] ? 1.0 : 0);
        Assert.True(near > 2 * far, $"{near} near, {far} far");
    }

    private static double[,] Transitions(IIntervention noise, double level)
    {
        Block noisy = noise.Apply(Block, level, new Rng(3));
        double[,] counts = new double[4, 4];
        int[] totals = new int[4];
        for (int row = 0; row < Rows; row++)
        {
            totals[Block.TrainTrue.Classes[row]]++;
            counts[Block.TrainTrue.Classes[row], noisy.Train.Labels.Classes[row]]++;
        }

        for (int k = 0; k < 4; k++)
        {
            for (int j = 0; j < 4; j++)
            {
                counts[k, j] /= totals[k];
            }
        }

        return counts;
    }

    private static double Rate(Block clean, Block noisy) => NoiseTests.Changed(clean, noisy).Average(changed => changed ? 1.0 : 0);

    /// <summary>Four standard deviations of a share of 5,000 rows are 0.028 at most.</summary>
    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 0.028, $"expected {expected}, got {actual}");
}
