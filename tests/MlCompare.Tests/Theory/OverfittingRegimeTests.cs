using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;
using MlCompare.Theory;

namespace MlCompare.Tests.Theory;

public class OverfittingRegimeTests
{
    private static readonly int[] Sizes = [256, 512, 1024, 2048, 4096];

    private static OverfittingRegime Planted(Func<int, double> slope, double? chance = 0.5)
    {
        Rng rng = new(4);
        return OverfittingRegime.Of(
        [
            .. from rows in Sizes
               from noise in new[] { 0, 0.05, 0.1 }
               from replicate in Enumerable.Range(0, 6)
               select new NoisePoint(rows, noise, replicate, 20.0 / rows + slope(rows) * noise + 0.0005 * rng.NextGaussian(), 0),
        ], chance);
    }

    [Fact]
    public void Planted_profiles_are_told_apart()
    {
        Assert.Equal(Regime.Benign, Planted(rows => 1.5 / Math.Sqrt(rows)).Regime);
        Assert.Equal(Regime.Tempered, Planted(_ => 0.5).Regime);
        Assert.Equal(Regime.Catastrophic, Planted(rows => 0.2 * Math.Log(rows / 100.0)).Regime);
        Assert.Equal(Regime.Catastrophic, Planted(_ => 4.6).Regime);
        // The same risk is no chance where there is none.
        Assert.Equal(Regime.Tempered, Planted(_ => 4.6, null).Regime);
        Assert.InRange(Planted(_ => 0.5).Slope.Mean, 0.49, 0.51);
    }

    private static OverfittingRegime Measured(ILearner learner, int width)
    {
        int[] sizes = [20, 40, 80];
        double[] noises = [0, 0.3, 0.6];
        return OverfittingRegime.Of(
        [
            .. from rows in sizes
               from noise in noises
               from replicate in Enumerable.Range(0, 10)
               let block = FormulaLearner.Block(rows, width, noise, (ulong)(1000 * rows + replicate), 300)
               let model = learner.Fit(block.Train, new FitContext(1))
               let found = TwinFitNoise(block)
               select new NoisePoint(rows, found, replicate, CleanRisk.Of(model, block), CleanRisk.OfTraining(model, block.Train)),
        ], null);
    }

    private static double TwinFitNoise(Block block) => block.Train.Labels.Values.Zip(block.TrainTrue.Values, (a, b) => (a - b) * (a - b)).Average();

    [Fact]
    public void Nearest_neighbours_are_tempered_at_a_slope_of_one()
    {
        OverfittingRegime found = Measured(FormulaLearner.Nearest, 1);
        Assert.True(found.Interpolates);
        Assert.Equal(Regime.Tempered, found.Regime);
        Assert.True(found.Slope.Low < 1 && found.Slope.High > 1, $"{found}");
    }

    [Fact]
    public void Least_squares_with_a_column_for_nearly_every_row_fail_more_with_more_rows()
    {
        OverfittingRegime found = Measured(FormulaLearner.LeastSquares(rows => rows - 4), 80);
        Assert.Equal(Regime.Catastrophic, found.Regime);
        Assert.False(found.Interpolates);
    }

    [Fact]
    public void A_fixed_number_of_columns_is_benign() => Assert.Equal(Regime.Benign, Measured(FormulaLearner.LeastSquares(_ => 2), 2).Regime);

    [Fact]
    public void A_profile_of_one_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => OverfittingRegime.Of([new NoisePoint(10, 0, 0, 0, 0), new NoisePoint(10, 0.1, 0, 0.1, 0)], null));

    [Fact]
    public void A_study_s_blocks_give_a_profile()
    {
        NoisyBlocks blocks = new(new MlCompare.Datasets.Synthetic.AxisBoxes(), new MlCompare.Interventions.SymmetricLabelNoise(), 3, 500);
        IReadOnlyList<NoisePoint> points = NoiseProfile.Measure(
            new BoostingLearner(new BoostingOptions { EarlyStopping = false, MaxRounds = 10 }), blocks, [100, 200], [0, 0.1], 2, 5);
        Assert.Equal(8, points.Count);
        Assert.All(points.Where(point => point.Noise > 0), point => Assert.InRange(point.Noise, 0.03, 0.2));
        Assert.All(points, point => Assert.InRange(point.Risk, 0.05, 0.6));
    }
}
