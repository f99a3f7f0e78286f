using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Tests.Theory;

public class NetworkTheoryTests
{
    private const int Rows = 60, Width = 5;

    private static NetworkFunction Network(int units, ulong seed = 2, Activation activation = Activation.Tanh) =>
        NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(Width, Width), [new Layer.Dense(units), new Layer.Activate(activation), new Layer.Dense(1)]), seed);

    /// <summary>A wave along the first column alone.</summary>
    private static (NetworkBatch Rows, Labels Labels) Data(int rows, ulong seed)
    {
        Rng rng = new(seed);
        float[] x = [.. Enumerable.Range(0, rows * Width).Select(_ => (float)rng.NextGaussian())];
        return (NetworkBatch.OfNumbers(Width, x), Labels.OfValues([.. Enumerable.Range(0, rows).Select(row => Math.Sin(2 * x[row * Width]))]));
    }

    private static NetworkFunction Train(NetworkFunction start, NetworkBatch rows, Labels labels, int epochs, double rate = 0.01) =>
        NetworkTrail.Train(start, rows, labels, new TrainingSpec { Epochs = epochs, BatchSize = 20, LearningRate = rate }, 3).Last().Network;

    private static double Risk(IEnumerable<double> predictions, Labels labels) => predictions.Zip(labels.Values, (f, y) => (f - y) * (f - y)).Average();

    [Fact]
    public void A_network_in_place_has_not_drifted_and_a_trained_one_aligns()
    {
        (NetworkBatch rows, Labels labels) = Data(Rows, 1);
        NetworkFunction start = Network(32);
        TangentDrift still = TangentDrift.Of(start, start, rows, labels);
        Assert.True(still.Drift == 0 && Math.Abs(still.Distance) < 1e-9 && still.IsLazy && still.Gain == 0);
        TangentDrift trained = TangentDrift.Of(start, Train(start, rows, labels, 300), rows, labels);
        Assert.False(trained.IsLazy);
        Assert.True(trained.Gain > 0.02 && trained.After.PValue < 0.05, $"{trained}");
        // All weights doubled: of a tanh network the kernel is another, but 1 − cos does not count size alone.
        TangentDrift scaled = TangentDrift.Of(start, start.Scaled(1.0001), rows, labels);
        Assert.True(scaled.Distance < 1e-6 && scaled.Drift > 1e-6, $"{scaled}");
    }

    [Fact]
    public void Small_moves_are_linear_and_large_ones_are_not()
    {
        (NetworkBatch rows, Labels labels) = Data(Rows, 1);
        NetworkFunction start = Network(32);
        Assert.True(TangentRegression.LinearisationGap(start, Train(start, rows, labels, 1, 1e-4), rows) < 1e-3);
        Assert.True(TangentRegression.LinearisationGap(start, Train(start, rows, labels, 300), rows) > 0.05);
    }

    [Fact]
    public void The_learned_kernel_recovers_what_the_first_one_lacks()
    {
        (NetworkBatch train, Labels labels) = Data(150, 1);
        (NetworkBatch test, Labels truth) = Data(200, 2);
        NetworkFunction start = Network(24), end = Train(start, train, labels, 400);
        double net = Risk(end.Outputs(test).Select(value => (double)value), truth);
        double first = Risk(TangentRegression.Fit(start, train, labels.Values, test).Predictions, truth), last = Risk(TangentRegression.Fit(end, train, labels.Values, test).Predictions, truth);
        Assert.True(last < 0.6 * first && net < first, $"{first} {last} {net}");
        Assert.True(TangentRegression.RecoveredShare(first, last, net) > 0.5);
        Assert.Null(TangentRegression.RecoveredShare(0.1, 0.2, 0.3));
        Assert.Equal(0.5, TangentRegression.RecoveredShare(1, 0.6, 0.2)!.Value, 12);
        // A jump from where training ended changes little; one from the start does the work.
        Assert.True(Risk(TangentRegression.Fit(start, train, labels.Values, test, jump: true).Predictions, truth) < 0.8 * Risk(start.Outputs(test).Select(value => (double)value), truth));
    }

    [Fact]
    public void Kernel_regression_on_a_linear_network_is_ridge_regression()
    {
        // One dense layer: K = x·z + 1, and targets that are linear are met exactly.
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(Width, Width), [new Layer.Dense(1)]), 1);
        (NetworkBatch train, _) = Data(40, 1);
        (NetworkBatch test, _) = Data(30, 2);
        double[] Line(NetworkBatch rows) => [.. Enumerable.Range(0, rows.Count).Select(row => 2 - 3.0 * rows.Numbers[row * Width] + rows.Numbers[row * Width + 1])];
        TangentRegression found = TangentRegression.Fit(network, train, Line(train), test);
        Assert.True(found.Predictions.Zip(Line(test), (f, y) => Math.Abs(f - y)).Max() <= 1e-3);
    }

    [Fact]
    public void Feature_ansatz_of_one_known_layer()
    {
        // f = a·x has W·Wᵀ = a·aᵀ and the same M: the cosine is 1 at any power.
        NetworkFunction linear = NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(Width, Width), [new Layer.Dense(1)]), 1);
        (NetworkBatch rows, Labels labels) = Data(Rows, 1);
        Assert.Equal(1, FeatureAnsatz.Correlation(linear, rows), 5);
        Assert.Equal(1, FeatureAnsatz.Correlation(linear, rows, 1), 5);
        // Training turns the features of a network towards its gradients.
        NetworkFunction start = Network(32), end = Train(start, rows, labels, 300);
        Assert.True(FeatureAnsatz.Correlation(end, rows) > FeatureAnsatz.Correlation(start, rows), $"{FeatureAnsatz.Correlation(start, rows)} {FeatureAnsatz.Correlation(end, rows)}");
        // Slopes by finite differences.
        Matrix<double> product = FeatureAnsatz.GradientOuterProduct(end, rows);
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            float[] Moved(float by) => [.. rows.Numbers.Skip(row * Width).Take(Width).Select((value, j) => j == 0 ? value + by : value)];
            double slope = (end.Outputs(NetworkBatch.OfNumbers(Width, Moved(0.01f)))[0] - end.Outputs(NetworkBatch.OfNumbers(Width, Moved(-0.01f)))[0]) / 0.02;
            sum += slope * slope / Rows;
        }

        Assert.True(Math.Abs(product[0, 0] - sum) <= 0.01 * sum, $"{product[0, 0]} {sum}");
    }

    [Fact]
    public void A_trail_begins_with_the_start_and_learns()
    {
        (NetworkBatch rows, Labels labels) = Data(Rows, 1);
        Labels classes = Labels.OfClasses([.. labels.Values.Select(value => value > 0 ? 1 : 0)], ["a", "b"]);
        NetworkFunction start = NetworkFunction.Create(new NetworkSpec(new NetworkInput.Columns(Width, Width), [new Layer.Dense(32), new Layer.Activate(Activation.Relu), new Layer.Dense(2)]), 2);
        var trail = NetworkTrail.Train(start, rows, classes, new TrainingSpec { Epochs = 150, BatchSize = 20, LearningRate = 0.01 }, 3).ToArray();
        Assert.Equal(Enumerable.Range(0, 151), trail.Select(point => point.Epoch));
        Assert.Equal(start.Parameters(), trail[0].Network.Parameters());
        Assert.True(trail[^1].Network.Accuracy(rows, classes) > 0.95 && trail[0].Network.Accuracy(rows, classes) < 0.8);
    }
}
