using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Neural.Tables;
using MlCompare.Studies;
using MlCompare.Theory;

namespace MlCompare.Tests.Theory;

public class LearnerTheoryTests
{
    [Fact]
    public void Alignment_is_one_with_the_kernel_of_the_labels_and_chance_without()
    {
        Rng rng = new(1);
        int[] classes = [.. Enumerable.Range(0, 60).Select(_ => rng.NextInt(3))];
        Labels labels = Labels.OfClasses(classes, ["a", "b", "c"]);
        double[] own = [.. Enumerable.Range(0, 3600).Select(i => classes[i / 60] == classes[i % 60] ? 1.0 : 0)];
        LabelAlignment perfect = LabelAlignment.Of(own, labels, rng);
        Assert.Equal(1, perfect.Alignment, 9);
        Assert.Equal(0.005, perfect.PValue, 12);
        // Planted absence: p below 0.05 about once in twenty draws.
        int found = Enumerable.Range(0, 40).Count(_ =>
        {
            double[] x = [.. Enumerable.Range(0, 60).Select(_ => rng.NextGaussian())];
            return LabelAlignment.Of([.. Enumerable.Range(0, 3600).Select(i => Math.Exp(-Math.Pow(x[i / 60] - x[i % 60], 2)))], labels, rng).PValue <= 0.05;
        });
        Assert.InRange(found, 0, 6);
    }

    /// <summary>A wave along (1, 1, 0, …)/√2.</summary>
    private static (TrainingSet Train, Matrix<double> Direction) Diagonal(int rows, int width, bool axis)
    {
        Rng rng = new(3);
        float[][] x = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)rng.NextGaussian()).ToArray())];
        double[] w = [.. Enumerable.Range(0, width).Select(j => axis ? (j == 0 ? 1.0 : 0) : j < 2 ? Math.Sqrt(0.5) : 0)];
        Labels labels = Labels.OfValues([.. Enumerable.Range(0, rows).Select(row => Math.Tanh(2 * w.Select((value, j) => value * x[j][row]).Sum()))]);
        return (new TrainingSet(new FeatureTable(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values))), labels), Matrix<double>.Build.DenseOfColumnArrays(w));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gradient_spectrum_of_trees_finds_the_direction(bool axis)
    {
        (TrainingSet train, Matrix<double> direction) = Diagonal(1500, 6, axis);
        GradientSpectrum found = GradientSpectrum.Of(new BoostingLearner().Fit(train, new FitContext(1)), train.Features);
        Assert.True(found.SubspaceError(direction) < 0.1, $"{found.SubspaceError(direction)}");
        Assert.InRange(found.TopShare(1), 0.7, 1);
        Assert.InRange(found.ParticipationRatio, 1, 2);
        // An orthogonal direction is not found.
        Assert.True(found.SubspaceError(Matrix<double>.Build.DenseOfColumnArrays([0, 0, 1, 0, 0, 0])) > 0.9);
    }

    [Fact]
    public void A_flat_model_uses_no_direction()
    {
        (TrainingSet train, _) = Diagonal(50, 3, true);
        Assert.Equal(0, GradientSpectrum.Of(new ConstantLearner().Fit(train, new FitContext(1)), train.Features).TopShare(1));
    }

    [Fact]
    public void Planted_learning_times_give_the_index()
    {
        double[] Errors(int step, Func<int, double> time) => [.. new[] { 1, 2, 4, 8 }.Select(k => step >= time(k) ? 0.05 : 0.9)];
        int[] steps = [.. Enumerable.Range(1, 100)];
        SpectralBias low = SpectralBias.Of([1, 2, 4, 8], steps, [.. steps.Select(step => Errors(step, k => 2 * k * k))]);
        Assert.Equal([2, 8, 32, null], low.Times);
        Assert.Equal(1, low.Index, 12);
        Assert.Equal(2, low.Slope, 9);
        Assert.Equal(-1, SpectralBias.Of([1, 2, 4, 8], steps, [.. steps.Select(step => Errors(step, k => 80 / k))]).Index, 12);
        SpectralBias none = SpectralBias.Of([1, 2, 4, 8], steps, [.. steps.Select(step => Errors(step, _ => 5))]);
        Assert.Equal(0, none.Index);
    }

    [Fact]
    public void Networks_take_low_frequencies_first_and_trees_hardly_mind()
    {
        SpectralBias net = SpectralBias.Follow(new TabResNetLearner(new TabResNetOptions { EarlyStopping = false, Epochs = 60, Width = 32, Dropout = 0 }), 400, 1);
        SpectralBias trees = SpectralBias.Follow(new BoostingLearner(new BoostingOptions { EarlyStopping = false, MaxRounds = 120, MinLeafRows = 2, LearningRate = 0.1 }), 400, 1);
        Assert.NotNull(net.Times[0]);
        Assert.NotNull(trees.Times[0]);
        Assert.True(net.Index > 0.5, $"{net.Index} {string.Join(' ', net.Times)}");
        Assert.Throws<InputException>(() => SpectralBias.Follow(new ConstantLearner(), 50, 1));
    }

    [Fact]
    public void Grokking_is_late_generalisation_from_chance_and_nothing_else()
    {
        (int, double, double)[] Curve(int train, int test, double before) => [.. Enumerable.Range(1, 400).Select(step => (step, step < train ? 0.1 : 1.0, step < test ? before : 1.0))];
        Grokking groks = Grokking.Of(Curve(20, 200, 0.05), 0.05);
        Assert.True(groks.IsGrokking);
        Assert.Equal((20, 200, 10.0), (groks.TrainStep!.Value, groks.TestStep!.Value, groks.Delay!.Value));
        // Not late enough; not from chance; never.
        Assert.False(Grokking.Of(Curve(20, 60, 0.05), 0.05).IsGrokking);
        Assert.False(Grokking.Of(Curve(20, 200, 0.6), 0.05).IsGrokking);
        Grokking never = Grokking.Of(Curve(20, 500, 0.05), 0.05);
        Assert.False(never.IsGrokking);
        Assert.Null(never.Delay);
    }
}
