using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Autograd.Ops;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural.Autograd;

public class RecurrentTests
{
    /// <summary>Output of gru.py beside this file, with PyTorch 1.13.0: four positions × states of both ways.</summary>
    private static readonly float[] PyTorch =
    [
        0.111933f, 0.572897f, -0.633231f, 0.685144f, -0.794605f, -0.173111f, -0.085044f, 0.249454f, -0.40845f, 0.55855f, -0.884308f, -0.05786f,
        -0.063375f, 0.533927f, -0.294431f, 0.327116f, -0.690622f, -0.059772f, 0.142286f, 0.320431f, -0.465554f, 0.488354f, -0.414299f, -0.116913f,
    ];

    private static float[] Waves(int count, double start) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(start + 1.7 * i))];

    [Fact]
    public void States_are_those_of_PyTorch()
    {
        NetworkSpec spec = new(new NetworkInput.Image(1, 4, 2), [new Layer.Gru(3, BothWays: true), new Layer.Flatten()]);
        NetworkFunction network = new(spec, [.. spec.Weights().Select((array, i) => new NamedTensor(array.Name, array.Shape, Waves(array.Length, 1 + i)))]);
        float[] found = network.Outputs(NetworkBatch.OfNumbers(8, Waves(8, 0.3)));
        Assert.Equal(PyTorch, found, (a, b) => Math.Abs(a - b) <= 2e-6);
        // The states of another gate order are not those.
        NamedTensor[] other = [.. network.Weights];
        (other[0], other[1]) = (other[0] with { Values = [.. other[0].Values.Reverse()] }, other[1]);
        Assert.NotEqual(PyTorch, new NetworkFunction(spec, other).Outputs(NetworkBatch.OfNumbers(8, Waves(8, 0.3))), (a, b) => Math.Abs(a - b) <= 2e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_text_is_read_alike_alone_and_filled_up_among_longer_ones(bool trained)
    {
        Layer reader = trained ? new Layer.Gru(5, BothWays: true) : new Layer.Reservoir(9);
        NetworkFunction network = NetworkFunction.Create(
            new NetworkSpec(new NetworkInput.Tokens(9, 12), [new Layer.Embedding(4, 1), reader, new Layer.GlobalMaxPool(), new Layer.Dense(3)]), 2);
        int[] brief = [3, 1, 4], lengthy = [1, 5, 8, 2, 6, 5, 3, 5, 8];
        float[] alone = network.Outputs(NetworkBatch.OfTokens(brief)), sum = network.Gradient(NetworkBatch.OfTokens(brief, lengthy), [1, 2, 3, 0, 0, 0]);
        Assert.Equal(alone, network.Outputs(NetworkBatch.OfTokens(lengthy, brief))[3..]);
        // The filled-up places give no slope either.
        Assert.Equal(network.Gradient(NetworkBatch.OfTokens(brief), [1, 2, 3]), sum, (a, b) => Math.Abs(a - b) <= 1e-5);
        Assert.NotEqual(alone, network.Outputs(NetworkBatch.OfTokens([3, 4, 1])));
    }

    [Fact]
    public void A_reservoir_follows_its_formula_and_is_not_trained()
    {
        NetworkSpec spec = new(new NetworkInput.Image(1, 3, 2), [new Layer.Reservoir(4, 0.7, 0.4), new Layer.Flatten()]);
        NetworkFunction network = NetworkFunction.Create(spec, 1);
        Assert.Equal(0, network.ParameterCount);
        float[] v = network.Weights[0].Values, w = network.Weights[1].Values, b = network.Weights[2].Values, u = Waves(6, 0.2);
        double[] state = new double[4];
        List<float> expected = [];
        for (int at = 0; at < 3; at++)
        {
            state = [.. Enumerable.Range(0, 4).Select(j => 0.6 * state[j] + 0.4 * Math.Tanh(
                b[j] + Enumerable.Range(0, 2).Sum(c => (double)u[2 * at + c] * v[c * 4 + j]) + Enumerable.Range(0, 4).Sum(i => state[i] * w[i * 4 + j])))];
            expected.AddRange(state.Select(value => (float)value));
        }

        Assert.Equal(expected, network.Outputs(NetworkBatch.OfNumbers(6, u)), (x, y) => Math.Abs(x - y) <= 1e-6);
    }

    [Fact]
    public void A_step_allocates_nothing_once_the_buffers_are_there()
    {
        NetworkSpec spec = new(new NetworkInput.Tokens(9, 12),
            [new Layer.Embedding(4), new Layer.Reservoir(6), new Layer.Gru(5, BothWays: true), new Layer.GlobalMaxPool(), new Layer.Dense(2)]);
        int[] labels = [0, 1, 0, 1, 1], rows = [0, 1, 2, 3, 4];
        Shard shard = new(Graph.Create(spec, new Rng(1)), new SoftmaxLoss(labels, 2, 0), new Rng(1));
        GradientStep step = new([shard], new TrainingSpec { Epochs = 1, BatchSize = 5 });
        TokenRows texts = new([[1, 2, 3], [4], [], [5, 6, 7, 8, 1, 2, 3], [2, 2]], 0.2);
        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                shard.Step(texts, rows, 5);
                step.Apply(0.01, 1);
            }
        }

        Steps(3);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Steps(10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void A_reservoir_has_the_radius_asked_for_and_forgets(double radius)
    {
        NetworkSpec spec = new(new NetworkInput.Image(1, 400, 1), [new Layer.Reservoir(40, radius, 1), new Layer.Flatten()]);
        NetworkFunction network = NetworkFunction.Create(spec, 1);
        float[] w = network.Weights[1].Values;
        Assert.Equal(radius, SpectralRadius.Of(w, 40, new Rng(9)), 0.02);
        // Two pasts, one present: the states meet.
        float[] a = Waves(400, 0), b = [.. Waves(20, 2), .. a[20..]];
        float[] gap = [.. network.Outputs(NetworkBatch.OfNumbers(400, a)).Zip(network.Outputs(NetworkBatch.OfNumbers(400, b)), (x, y) => Math.Abs(x - y))];
        Assert.True(gap[(19 * 40)..(20 * 40)].Max() > 0.05 && gap[(399 * 40)..].Max() < 1e-4, $"{gap[(399 * 40)..].Max()}");
    }

    [Theory]
    [InlineData(new float[] { 0, -0.9f, 0.9f, 0 }, 0.9)]
    [InlineData(new float[] { 0.2f, 3, 0, -0.7f }, 0.7)]
    [InlineData(new float[] { 0, 1, 0, 0 }, 0)]
    public void Spectral_radii_of_small_matrices(float[] matrix, double expected) => Assert.Equal(expected, SpectralRadius.Of(matrix, 2, new Rng(4)), 0.005);
}
