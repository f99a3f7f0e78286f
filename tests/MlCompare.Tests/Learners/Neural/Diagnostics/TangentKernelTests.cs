using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural.Diagnostics;

public class TangentKernelTests
{
    private static readonly NetworkInput Input = new NetworkInput.Columns(3, 3);

    private static NetworkBatch Rows(int count, ulong seed)
    {
        Rng rng = new(seed);
        return NetworkBatch.OfNumbers(3, [.. Enumerable.Range(0, 3 * count).Select(_ => (float)rng.NextGaussian())]);
    }

    private static double Dot(NetworkBatch a, int i, NetworkBatch b, int j) => Enumerable.Range(0, 3).Sum(c => (double)a.Numbers[3 * i + c] * b.Numbers[3 * j + c]);

    [Fact]
    public void Of_a_linear_network_it_is_the_product_of_the_rows_plus_one()
    {
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(Input, [new Layer.Dense(2)]), 1);
        NetworkBatch a = Rows(5, 1), b = Rows(4, 2);
        float[] kernel = TangentKernel.Of(network, a, b);
        Assert.Equal(10 * 8, kernel.Length);
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 8; j++)
            {
                // Outputs share no weight: between different ones there is nothing.
                Assert.Equal(i % 2 == j % 2 ? Dot(a, i / 2, b, j / 2) + 1 : 0, kernel[i * 8 + j], 5);
            }
        }
    }

    [Fact]
    public void Of_one_hidden_layer_it_is_the_closed_form()
    {
        const int Hidden = 6;
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(Input, [new Layer.Dense(Hidden), new Layer.Activate(Activation.Tanh), new Layer.Dense(1)]), 1);
        NetworkBatch a = Rows(4, 1), b = Rows(3, 2);
        float[] w = network.Weights[0].Values, v = network.Weights[2].Values, kernel = TangentKernel.Of(network, a, b);
        double Sum(NetworkBatch x, int i, int h) => Enumerable.Range(0, 3).Sum(c => (double)x.Numbers[3 * i + c] * w[c * Hidden + h]);
        double Slope(double z) => 1 - Math.Tanh(z) * Math.Tanh(z);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                // Last layer: Σ φφ' + 1; first: Σ v²·φ̇·φ̇'·(x·x' + 1).
                double expected = 1 + Enumerable.Range(0, Hidden).Sum(h =>
                    Math.Tanh(Sum(a, i, h)) * Math.Tanh(Sum(b, j, h)) + v[h] * v[h] * Slope(Sum(a, i, h)) * Slope(Sum(b, j, h)) * (Dot(a, i, b, j) + 1));
                Assert.Equal(expected, kernel[i * 3 + j], 4);
            }
        }
    }

    [Theory]
    [InlineData("convolution of images")]
    [InlineData("batch norm with relu")]
    [InlineData("embedding, mean")]
    [InlineData("members")]
    public void It_is_the_jacobian_times_itself_in_blocks_too(string name)
    {
        (NetworkFunction network, NetworkBatch batch) = NetworkFunctionTests.Make(name, 7);
        float[] jacobian = network.Jacobian(batch), kernel = TangentKernel.Of(network, batch, batch);
        int width = network.ParameterCount, size = 7 * network.OutputCount;
        Assert.All(kernel, (value, at) => Assert.Equal(
            Enumerable.Range(0, width).Sum(p => (double)jacobian[at / size * width + p] * jacobian[at % size * width + p]), value, 1e-4 * (1 + Math.Abs(value))));
        Assert.Equal(kernel, TangentKernel.Of(network, batch, batch, 3 * network.OutputCount * width, CancellationToken.None));
    }

    [Fact]
    public void A_small_step_on_one_row_moves_another_by_the_kernel()
    {
        NetworkFunction network = NetworkFunction.Create(new NetworkSpec(Input, [new Layer.Dense(20), new Layer.Activate(Activation.Silu), new Layer.Dense(1)]), 1);
        NetworkBatch a = Rows(1, 1), b = Rows(1, 2);
        const float Rate = 1e-3f;
        float[] slopes = network.Gradient(a, [1]);
        NetworkFunction moved = network.With([.. network.Parameters().Zip(slopes, (p, slope) => p + Rate * slope)]);
        Assert.Equal(TangentKernel.Of(network, b, a)[0], (moved.Outputs(b)[0] - network.Outputs(b)[0]) / Rate, 0.02);
    }
}
