using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural;

public class AdamWTests
{
    /// <summary>
    /// PyTorch 1.13.0: torch.optim.AdamW(lr=.02, betas=(.9, .97), eps=1e-8), weight_decay .1 on weights and 0 on biases, ten full-batch
    /// steps in float64 on F.cross_entropy(F.silu(X @ W1 + b1) @ W2 + b2, y, label_smoothing=.05). A row is the loss before the step,
    /// then W1[0,0], W2[3,1] and b2[0] after it.
    /// </summary>
    private static readonly double[][] PyTorch =
    [
        [1.171662120, 0.079800005, 0.429100002, -0.019999998],
        [1.091228805, 0.059796567, 0.408320749, -0.039924062],
        [1.020043541, 0.040132966, 0.387731926, -0.059688837],
        [0.957803464, 0.020984987, 0.367418759, -0.079179672],
        [0.904035711, 0.002561247, 0.347484268, -0.098246659],
        [0.858121260, -0.014898969, 0.328051374, -0.116703453],
        [0.819331099, -0.031131061, 0.309264538, -0.134330638],
        [0.786867748, -0.045854420, 0.291290155, -0.150885278],
        [0.759904367, -0.058786289, 0.274314105, -0.166117228],
        [0.737614642, -0.069660106, 0.258533507, -0.179790526],
    ];

    [Fact]
    public void Ten_steps_follow_PyTorch()
    {
        NetworkSpec net = new(new NetworkInput.Columns(3, 3), [new Layer.Dense(4), new Layer.Activate(Activation.Silu), new Layer.Dense(2)]);
        Graph graph = Graph.Create(net, new Rng(1));
        ((float[])[.1f, -.2f, .3f, .4f, -.5f, .6f, -.7f, .8f, .9f, -1f, .25f, -.35f]).CopyTo(graph.Values[0], 0);
        ((float[])[.05f, -.05f, .1f, 0f]).CopyTo(graph.Values[1], 0);
        ((float[])[.2f, -.1f, -.3f, .4f, .5f, -.6f, .15f, .45f]).CopyTo(graph.Values[2], 0);
        DenseRows x = new(3, [1f, .5f, -1f, -.3f, 2f, .7f, .2f, -.8f, 1.5f, -1.2f, .1f, -.4f, .6f, -.6f, .9f], 5);
        int[] labels = [0, 1, 1, 0, 1], rows = [0, 1, 2, 3, 4];
        Shard shard = new(graph, new SoftmaxLoss(labels, 2, 0.05), new Rng(1));
        GradientStep step = new([shard], new TrainingSpec { Epochs = 10, BatchSize = 5, WeightDecay = 0.1, Beta2 = 0.97 });
        Pass pass = new();
        pass.Begin(5, 5, null);
        foreach (double[] expected in PyTorch)
        {
            shard.Step(x, rows, 5);
            double smoothed = Smoothed(graph.Output.Values(pass).ToArray(), labels, 0.05);
            step.Apply(0.02, 1);
            double[] actual = [smoothed, graph.Values[0][0], graph.Values[2][7], graph.Values[3][0]];
            Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 3e-6, $"{pair.First} against {pair.Second}"));
        }
    }

    [Fact]
    public void Rows_update_as_the_whole_does_and_the_others_stand_still()
    {
        Parameter whole = Filled(), rows = Filled();
        AdamW first = new(0.1), second = new(0.1);
        for (int step = 0; step < 3; step++)
        {
            first.Begin(0.01);
            second.Begin(0.01);
            first.Update(whole);
            second.UpdateRows(rows, [3, 1], 5);
        }

        for (int i = 0; i < 20; i++)
        {
            bool touched = i / 5 is 1 or 3;
            Assert.Equal(touched ? whole.Value[i] : Filled().Value[i], rows.Value[i]);
            Assert.Equal(touched ? whole.SecondMoment[i] : 0, rows.SecondMoment[i]);
        }
    }

    [Fact]
    public void The_rate_scale_multiplies_the_step_but_not_the_decay()
    {
        Parameter parameter = new(1, 0.5f, decays: true);
        parameter.Value[0] = 2;
        parameter.Gradient[0] = 3;
        AdamW optimiser = new(0.1);
        optimiser.Begin(0.01);
        optimiser.Update(parameter);
        // The first step of Adam is the rate itself, whatever the gradient's size.
        Assert.True(Math.Abs(parameter.Value[0] - (2 * (1 - 0.001) - 0.005)) <= 1e-6);
    }

    private static Parameter Filled()
    {
        Parameter parameter = new(20, 1, decays: true);
        for (int i = 0; i < 20; i++)
        {
            parameter.Value[i] = 0.1f * i - 1;
            parameter.Gradient[i] = 0.3f - 0.02f * i * i;
        }

        return parameter;
    }

    private static double Smoothed(float[] logits, int[] labels, double smoothing)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double sum = Math.Log(Math.Exp(logits[2 * row]) + Math.Exp(logits[2 * row + 1]));
            for (int k = 0; k < 2; k++)
            {
                loss -= (smoothing / 2 + (labels[row] == k ? 1 - smoothing : 0)) * (logits[2 * row + k] - sum) / labels.Length;
            }
        }

        return loss;
    }
}
