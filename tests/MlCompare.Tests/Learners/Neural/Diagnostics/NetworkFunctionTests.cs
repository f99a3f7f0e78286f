using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;
using MlCompare.Tests.Learners.Neural.Autograd;

namespace MlCompare.Tests.Learners.Neural.Diagnostics;

public class NetworkFunctionTests
{
    private const int Rows = 4;

    public static TheoryData<string> Names() => GradientTests.Names();

    /// <summary>A network of one of the layers with weights that are nowhere 0, and rows for it.</summary>
    internal static (NetworkFunction Network, NetworkBatch Batch) Make(string name, int rows = Rows)
    {
        (NetworkInput input, var layers) = GradientTests.Nets[name];
        Rng rng = new(3);
        NetworkFunction start = NetworkFunction.Create(new NetworkSpec(input, layers), 4);
        NetworkFunction network = new(start.Spec, [.. start.Weights.Select(tensor => tensor with
        {
            Values = [.. tensor.Values.Select(value => value + (float)(tensor.Name.Contains("running", StringComparison.Ordinal) ? rng.NextDouble() : 0.3 * rng.NextGaussian()))],
        })]);
        return (network, input is NetworkInput.Tokens tokens
            ? NetworkBatch.OfTokens([.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, 1 + row % tokens.MaxLength).Select(_ => 1 + rng.NextInt(tokens.Vocabulary - 1)).ToArray())])
            : input is NetworkInput.Terms terms
            ? NetworkBatch.OfTerms(new DesignMatrix(rows, terms.Dense, [.. Enumerable.Range(0, rows * terms.Dense).Select(_ => (float)rng.NextGaussian())], GradientCheck.Terms(rows, terms.Sparse, rng)))
            : NetworkBatch.OfNumbers(input.Shape.Size, [.. Enumerable.Range(0, rows * input.Shape.Size).Select(_ => (float)rng.NextGaussian())]));
    }

    private static float[] Slopes(NetworkFunction network)
    {
        Rng rng = new(6);
        return [.. Enumerable.Range(0, Rows * network.OutputCount).Select(_ => (float)rng.NextGaussian())];
    }

    private static float[] Sum(float[] perRow, int width) =>
        [.. Enumerable.Range(0, width).Select(p => (float)Enumerable.Range(0, perRow.Length / width).Sum(row => (double)perRow[row * width + p]))];

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 2e-4 * (1 + Math.Abs(b));

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_the_rows_sum_to_that_of_the_batch(string name)
    {
        (NetworkFunction network, NetworkBatch batch) = Make(name);
        float[] slopes = Slopes(network), whole = network.Gradient(batch, slopes);
        Assert.Equal(Sum(network.Gradients(batch, slopes), network.ParameterCount), whole, Near);
        // One row that is counted twice is found.
        slopes[0] *= 2;
        Assert.NotEqual(Sum(network.Gradients(batch, slopes), network.ParameterCount), whole, Near);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_jacobian_times_a_direction_is_the_change_of_the_outputs(string name)
    {
        (NetworkFunction network, NetworkBatch batch) = Make(name);
        Rng rng = new(8);
        float[] parameters = network.Parameters(), direction = [.. parameters.Select(_ => (float)rng.NextGaussian())];
        // Differences: short steps, so that few kinks of max(0, ·) lie between; the parameters' rounding is taken out of the direction.
        const float Step = 4e-4f;
        float[] up = [.. parameters.Zip(direction, (p, d) => p + Step * d)], down = [.. parameters.Zip(direction, (p, d) => p - Step * d)];
        float[] above = network.With(up).Outputs(batch), below = network.With(down).Outputs(batch);
        float[] along = network.Along(batch, [.. up.Zip(down, (a, b) => (a - b) / (2 * Step))]);
        double error = Math.Sqrt(Enumerable.Range(0, along.Length).Sum(i => Math.Pow(along[i] - (above[i] - below[i]) / (2.0 * Step), 2)));
        Assert.True(error <= 0.02 * TensorPrimitives.Norm<float>(along), $"{error} of {TensorPrimitives.Norm<float>(along)}");
        // The same from the slopes of each output.
        float[] jacobian = network.Jacobian(batch);
        Assert.Equal(along.Length * parameters.Length, jacobian.Length);
        Assert.All(along, (change, i) => Assert.Equal(
            change, Enumerable.Range(0, parameters.Length).Sum(p => (double)jacobian[i * parameters.Length + p] * (up[p] - down[p]) / (2 * Step)), 1e-3 * (1 + Math.Abs(change))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_is_rebuilt_from_its_description_and_named_weights(string name)
    {
        (NetworkFunction network, NetworkBatch batch) = Make(name);
        IReadOnlyList<NamedTensor> weights = network.Weights;
        Assert.Equal(weights.Count, weights.Select(tensor => tensor.Name).Distinct().Count());
        Assert.All(weights, tensor => Assert.Equal(tensor.Shape.Aggregate(1, (length, size) => length * size), tensor.Values.Length));
        NetworkFunction again = new(NetworkSpec.FromJson(network.Spec.ToJson()), [.. weights.Reverse()]);
        Assert.Equal(network.Outputs(batch), again.Outputs(batch));
        if (weights.Count == 0)
        {
            return;
        }

        // Other weights are another function, and what does not fit is refused.
        NamedTensor first = weights[0];
        NamedTensor[] others = [first with { Values = [.. first.Values.Select(value => value + 1)] }, .. weights.Skip(1)];
        Assert.NotEqual(network.Outputs(batch), new NetworkFunction(network.Spec, others).Outputs(batch));
        Assert.Contains(first.Name, Assert.Throws<InputException>(() => new NetworkFunction(network.Spec, [.. weights.Skip(1)])).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new NetworkFunction(network.Spec, [.. weights, first with { Name = "9.more" }]));
        Assert.Throws<InputException>(() => new NetworkFunction(network.Spec, [first with { Shape = [first.Values.Length + 1] }, .. weights.Skip(1)]));
    }

    [Fact]
    public void Names_say_layer_and_role()
    {
        NetworkSpec spec = new(new NetworkInput.Image(4, 4, 2),
            [new Layer.Convolution(3), new Layer.BatchNorm(), new Layer.Flatten(), new Layer.Residual([new Layer.LayerNorm(), new Layer.Dense(48)]), new Layer.Dense(5)]);
        Assert.Equal(
            [
                "0.convolution.weight 3×3×2×3", "0.convolution.bias 3", "1.batchNorm.scale 3", "1.batchNorm.shift 3", "1.batchNorm.runningMean 3",
                "1.batchNorm.runningVariance 3", "3.residual.0.layerNorm.scale 48", "3.residual.0.layerNorm.shift 48", "3.residual.1.dense.weight 48×48",
                "3.residual.1.dense.bias 48", "4.dense.weight 48×5", "4.dense.bias 5",
            ],
            spec.Weights().Select(array => $"{array.Name} {string.Join('×', array.Shape)}"));
    }
}
