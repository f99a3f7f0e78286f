using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;

namespace MlCompare.Tests.Learners.Neural;

public class NetworkTests
{
    private const int Rows = 7, Dense = 5, Sparse = 9, Width = 16, Classes = 3;

    private static readonly int[] Labels = [0, 1, 2, 2, 1, 0, 1];

    private static DesignMatrix Design(int dense, int sparse)
    {
        Rng rng = new(3);
        float[] numbers = [.. Enumerable.Range(0, Rows * dense).Select(_ => (float)rng.NextGaussian())];
        int[] columns = [0, 4, 4, 8, 1, 0, 2, 4, 7, 8, 3];
        int[] starts = [0, 2, 4, 5, 5, 10, 11, 11];
        float[] values = [.. columns.Select(_ => (float)rng.NextGaussian())];
        return new DesignMatrix(Rows, dense, numbers, sparse == 0 ? null : new SparseRows(sparse, starts, columns, values));
    }

    private static (Network Network, NetworkInputs Inputs, double[][] Plain) Make(int dense, int sparse, int hiddenLayers, int outputs)
    {
        DesignMatrix design = Design(dense, sparse);
        NetworkInputs inputs = new(design, PiecewiseLinearEmbedding.Fit(design, 0, 1));
        Network network = new(NetworkShape.For(inputs, Width, hiddenLayers, outputs));
        Rng rng = new(4);
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Initialise(rng);
        }

        double[][] plain = [.. Enumerable.Range(0, Rows).Select(row =>
        {
            double[] x = [.. design.DenseRow(row).ToArray().Select(value => (double)value), .. new double[sparse]];
            for (int j = 0; design.Sparse is { } texts && j < texts.Columns(row).Length; j++)
            {
                x[dense + texts.Columns(row)[j]] = texts.Values(row)[j];
            }

            return x;
        })];
        return (network, inputs, plain);
    }

    private static (double, double[]) CrossEntropy(int row, double[] logits, double smoothing)
    {
        double sum = logits.Sum(Math.Exp);
        double[] target = [.. Enumerable.Range(0, logits.Length).Select(k => smoothing / logits.Length + (k == Labels[row] ? 1 - smoothing : 0))];
        double loss = -target.Zip(logits, (t, logit) => t * (logit - Math.Log(sum))).Sum();
        return (loss, [.. logits.Select((logit, k) => Math.Exp(logit) / sum - target[k])]);
    }

    [Theory]
    [InlineData(Dense, 0, 1)]
    [InlineData(Dense, 0, 3)]
    [InlineData(0, Sparse, 2)]
    [InlineData(Dense, Sparse, 2)]
    public void Reference_gradients_are_finite_differences_and_fast_ones_match(int dense, int sparse, int hiddenLayers)
    {
        (Network network, NetworkInputs inputs, double[][] plain) = Make(dense, sparse, hiddenLayers, Classes);
        ReferenceNetwork reference = new(network);
        (double loss, double[][] expected) = reference.Run(plain, (row, logits) => CrossEntropy(row, logits, 0.1));
        int[] rows = [.. Enumerable.Range(0, Rows)];
        Workspace work = new(network.Shape, Rows + 2);
        SoftmaxLoss fast = new(Labels, Classes, 0.1);
        fast.Slopes(network.Forward(inputs, rows, work, 0, new Rng(1)), rows, work.OutputSlopes);
        network.Backward(inputs, rows, work);

        for (int p = 0; p < expected.Length; p++)
        {
            for (int i = 0; i < expected[p].Length; i++)
            {
                double actual = network.Parameters[p].Gradient[i];
                Assert.True(Math.Abs(expected[p][i] - actual) <= 2e-6, $"parameter {p}[{i}]: {expected[p][i]} against {actual}");
            }

            for (int i = 0; i < expected[p].Length; i += 1 + expected[p].Length / 20)
            {
                double old = reference.Parameters[p][i], step = 1e-5;
                reference.Parameters[p][i] = old + step;
                double above = reference.Run(plain, (row, logits) => CrossEntropy(row, logits, 0.1)).Loss;
                reference.Parameters[p][i] = old - step;
                double below = reference.Run(plain, (row, logits) => CrossEntropy(row, logits, 0.1)).Loss;
                reference.Parameters[p][i] = old;
                Assert.True(Math.Abs((above - below) / (2 * step) - expected[p][i]) <= 1e-8, $"parameter {p}[{i}] of {loss}");
            }
        }
    }

    [Fact]
    public void Squared_loss_gradients_match_the_reference()
    {
        (Network network, NetworkInputs inputs, double[][] plain) = Make(Dense, Sparse, 2, 1);
        float[] targets = [1, -1, 0.5f, 2, 0, -0.25f, 1.5f];
        (_, double[][] expected) = new ReferenceNetwork(network).Run(
            plain, (row, outputs) => (0.5 * Math.Pow(outputs[0] - targets[row], 2), [outputs[0] - targets[row]]));
        int[] rows = [.. Enumerable.Range(0, Rows)];
        Workspace work = new(network.Shape, Rows);
        SquaredLoss fast = new(targets);
        fast.Slopes(network.Forward(inputs, rows, work, 0, new Rng(1)), rows, work.OutputSlopes);
        network.Backward(inputs, rows, work);
        for (int p = 0; p < expected.Length; p++)
        {
            Assert.All(expected[p].Zip(network.Parameters[p].Gradient), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-6));
        }
    }

    [Fact]
    public void Outputs_match_the_reference_and_a_row_alone_is_the_row_among_others_bit_for_bit()
    {
        (Network network, NetworkInputs inputs, double[][] plain) = Make(Dense, Sparse, 2, Classes);
        ReferenceNetwork reference = new(network);
        Workspace work = new(network.Shape, Rows), one = new(network.Shape, 1);
        int[] rows = [3, 6, 0, 1, 2, 5, 4];
        float[] together = network.Forward(inputs, rows, work).ToArray();
        for (int i = 0; i < rows.Length; i++)
        {
            float[] alone = network.Forward(inputs, rows.AsSpan(i, 1), one).ToArray();
            double[] expected = reference.Outputs(plain[rows[i]]);
            for (int k = 0; k < Classes; k++)
            {
                Assert.Equal(together[i * Classes + k], alone[k]);
                Assert.True(Math.Abs(expected[k] - alone[k]) <= 5e-6, $"{expected[k]} against {alone[k]}");
            }
        }
    }

    [Fact]
    public void A_fresh_network_starts_with_sums_of_variance_one_and_gives_every_row_the_same()
    {
        Rng rng = new(8);
        float[] numbers = [.. Enumerable.Range(0, 300 * 40).Select(_ => (float)(3 * rng.NextGaussian()))];
        DesignMatrix design = new(300, 40, numbers, null);
        NetworkInputs inputs = new(design, PiecewiseLinearEmbedding.Fit(design, 0, 1));
        Network network = new(NetworkShape.For(inputs, 256, 2, Classes));
        network.Initialise(new Rng(5));
        Workspace work = new(network.Shape, 300);
        float[] outputs = network.Forward(inputs, [.. Enumerable.Range(0, 300)], work).ToArray();
        Assert.All(outputs, output => Assert.Equal(0, output));
        // E[silu(z)²] of a standard normal z is 0.3558.
        foreach (float[] hidden in work.Hidden)
        {
            double power = hidden.Average(activation => (double)activation * activation);
            Assert.True(Math.Abs(power - 0.3558) <= 0.06, $"{power}");
        }
    }

    [Fact]
    public void Saved_and_loaded_puts_out_the_same()
    {
        (Network network, NetworkInputs inputs, _) = Make(Dense, Sparse, 2, Classes);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        network.Save(writer);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Network loaded = Network.Load(reader);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        float[] expected = network.Forward(inputs, rows, new Workspace(network.Shape, Rows)).ToArray();
        Assert.Equal(expected, loaded.Forward(inputs, rows, new Workspace(network.Shape, Rows)).ToArray());
        Assert.Equal(stream.Length, stream.Position);
    }
}
