using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

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

    private static NetworkSpec Net(int dense, int sparse, int hiddenLayers, int outputs) => new(
        sparse > 0 ? new NetworkInput.Terms(dense, sparse) : new NetworkInput.Columns(dense, dense),
        [
            .. Enumerable.Range(0, hiddenLayers).SelectMany(l => new Layer[]
            {
                l == 0 && sparse > 0 ? new Layer.SparseDense(Width) : new Layer.Dense(Width), new Layer.Activate(Activation.Silu),
            }),
            new Layer.Dense(outputs),
        ]);

    private static (Graph Network, MlpRows Inputs, double[][] Plain) Make(int dense, int sparse, int hiddenLayers, int outputs)
    {
        DesignMatrix design = Design(dense, sparse);
        MlpRows inputs = new(design, PiecewiseLinearEmbedding.Fit(design, 0, 1), 1);
        Graph network = Graph.Create(Net(dense, sparse, hiddenLayers, outputs), new Rng(3));
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
        (Graph network, MlpRows inputs, double[][] plain) = Make(dense, sparse, hiddenLayers, Classes);
        ReferenceNetwork reference = new(network);
        (double loss, double[][] expected) = reference.Run(plain, (row, logits) => CrossEntropy(row, logits, 0.1));
        new Shard(network, new SoftmaxLoss(Labels, Classes, 0.1), new Rng(1)).Step(inputs, [.. Enumerable.Range(0, Rows)], Rows);

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
        (Graph network, MlpRows inputs, double[][] plain) = Make(Dense, Sparse, 2, 1);
        float[] targets = [1, -1, 0.5f, 2, 0, -0.25f, 1.5f];
        (_, double[][] expected) = new ReferenceNetwork(network).Run(
            plain, (row, outputs) => (0.5 * Math.Pow(outputs[0] - targets[row], 2), [outputs[0] - targets[row]]));
        new Shard(network, new SquaredLoss(targets), new Rng(1)).Step(inputs, [.. Enumerable.Range(0, Rows)], Rows);
        for (int p = 0; p < expected.Length; p++)
        {
            Assert.All(expected[p].Zip(network.Parameters[p].Gradient), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-6));
        }
    }

    [Fact]
    public void Outputs_match_the_reference_and_a_row_alone_is_the_row_among_others_bit_for_bit()
    {
        (Graph network, MlpRows inputs, double[][] plain) = Make(Dense, Sparse, 2, Classes);
        ReferenceNetwork reference = new(network);
        Shard shard = new(network, new SoftmaxLoss(Labels, Classes, 0), new Rng(1));
        int[] rows = [3, 6, 0, 1, 2, 5, 4];
        float[] together = shard.Predict(inputs, rows).ToArray();
        for (int i = 0; i < rows.Length; i++)
        {
            float[] alone = shard.Predict(inputs, rows.AsSpan(i, 1)).ToArray();
            double[] expected = reference.Outputs(plain[rows[i]]);
            for (int k = 0; k < Classes; k++)
            {
                Assert.Equal(together[i * Classes + k], alone[k]);
                Assert.True(Math.Abs(expected[k] - alone[k]) <= 5e-6, $"{expected[k]} against {alone[k]}");
            }
        }
    }

    [Fact]
    public void Only_terms_that_a_batch_has_are_trained()
    {
        (Graph network, MlpRows inputs, _) = Make(Dense, Sparse, 1, Classes);
        Parameter terms = network.Parameters[2];
        float[] before = [.. terms.Value];
        Shard shard = new(network, new SoftmaxLoss(Labels, Classes, 0), new Rng(1));
        shard.Step(inputs, [0, 1], 2);
        new GradientStep([shard], new TrainingSpec { Epochs = 1, BatchSize = 2, WeightDecay = 0.1 }).Apply(0.01, 1);
        for (int term = 0; term < Sparse; term++)
        {
            bool had = term is 0 or 4 or 8;
            Assert.Equal(!had, before.AsSpan(term * Width, Width).SequenceEqual(terms.Value.AsSpan(term * Width, Width)));
        }
    }

    [Fact]
    public void An_input_of_terms_and_its_layer_need_each_other()
    {
        Assert.Throws<InputException>(() => new NetworkSpec(new NetworkInput.Terms(2, 3), [new Layer.Dense(2)]).Output());
        Assert.Throws<InputException>(() => new NetworkSpec(new NetworkInput.Columns(2, 2), [new Layer.SparseDense(2)]).Output());
        Assert.Equal(4, new NetworkSpec(new NetworkInput.Terms(2, 3), [new Layer.SparseDense(4)]).Output().Channels);
    }

    [Fact]
    public void A_fresh_network_starts_with_sums_of_variance_one_and_gives_every_row_the_same()
    {
        Rng rng = new(8);
        float[] numbers = [.. Enumerable.Range(0, 300 * 40).Select(_ => (float)(3 * rng.NextGaussian()))];
        FeatureTable features = new(Modality.Tabular, Enumerable.Range(0, 40).Select(
            j => new NumericColumn($"x{j}", [.. Enumerable.Range(0, 300).Select(row => numbers[row * 40 + j])])));
        MlpEncoder encoder = MlpEncoder.Fit(features, 8, 0.25f, 100, CancellationToken.None);
        NetworkSpec net = new(encoder.Input!, [new Layer.Dense(256)]);
        Graph sums = Graph.Of(net, Graph.Create(new NetworkSpec(encoder.Input!, [.. net.Layers, new Layer.Dense(1)]), new Rng(5)).Values);
        Shard shard = new(sums, new SquaredLoss([]), new Rng(1));
        double power = shard.Predict(encoder.Transform(features), [.. Enumerable.Range(0, 300)]).ToArray().Average(sum => (double)sum * sum);
        Assert.True(Math.Abs(power - 1) <= 0.15, $"{power}");

        Graph whole = Graph.Create(new NetworkSpec(encoder.Input!, [.. net.Layers, new Layer.Activate(Activation.Silu), new Layer.Dense(1)]), new Rng(5));
        Assert.All(new Shard(whole, new SquaredLoss([]), new Rng(1)).Predict(encoder.Transform(features), [0, 1, 2]).ToArray(), output => Assert.Equal(0, output));
    }

    [Fact]
    public void Saved_and_loaded_puts_out_the_same()
    {
        (Graph network, MlpRows inputs, _) = Make(Dense, Sparse, 2, Classes);
        NetworkOutputs fitted = new(network.Spec, network.Values);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        fitted.Save(writer);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        NetworkOutputs loaded = NetworkOutputs.Load(reader);
        List<float> expected = [], found = [];
        fitted.Each(inputs, (_, outputs) => expected.AddRange(outputs));
        loaded.Each(inputs, (_, outputs) => found.AddRange(outputs));
        Assert.Equal(expected, found);
        Assert.Equal(stream.Length, stream.Position);
    }
}
