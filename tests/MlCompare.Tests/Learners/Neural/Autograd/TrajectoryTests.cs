using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural.Autograd;

public class TrajectoryTests
{
    /// <summary>
    /// Output of trajectory.py beside this file, with PyTorch 1.13.0. A row is the loss before the step, then a weight of each convolution and of
    /// the dense layer, a factor and a running variance of the batch norm after it.
    /// </summary>
    private static readonly double[][] PyTorch =
    [
        [1.140716156, -0.232619287, -0.164063735, -0.009733807, 0.928172262, 0.906594646],
        [1.066983615, -0.222437899, -0.170713204, -0.014362312, 0.936669926, 0.822355986],
        [1.018268055, -0.212282315, -0.173607655, -0.010549953, 0.945698830, 0.746829711],
        [0.984692881, -0.203311162, -0.174675666, -0.004596825, 0.955067471, 0.679508182],
        [0.936184848, -0.194949744, -0.173622674, 0.002444286, 0.964602172, 0.619907537],
        [0.883419632, -0.187312124, -0.171056832, 0.009853235, 0.974233856, 0.567203074],
        [0.832238124, -0.180821643, -0.167799323, 0.017179348, 0.983994926, 0.520323458],
        [0.770003508, -0.174942414, -0.164130837, 0.024408429, 0.993845953, 0.478405578],
        [0.705861321, -0.169475991, -0.160288218, 0.031705202, 1.003687857, 0.440759928],
        [0.648295761, -0.164367945, -0.156660755, 0.038860557, 1.013627030, 0.407054255],
    ];

    private static readonly NetworkSpec Net = new(
        new NetworkInput.Image(4, 5, 2),
        [
            new Layer.Convolution(4), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu), new Layer.MaxPool(),
            new Layer.Convolution(5), new Layer.Activate(Activation.Silu), new Layer.Flatten(), new Layer.Dense(3),
        ]);

    private static readonly TrainingSpec Training = new()
    {
        Epochs = 10, BatchSize = 7, LearningRate = 0.01, Schedule = RateSchedule.Constant, WeightDecay = 0.1, Beta2 = 0.97, ClipNorm = 0.5,
    };

    [Fact]
    public void Ten_steps_follow_PyTorch()
    {
        Graph graph = Start();
        int[] labels = [0, 1, 2, 0, 1, 2, 1], rows = [0, 1, 2, 3, 4, 5, 6];
        Shard shard = new(graph, new SoftmaxLoss(labels, 3, 0.05), new Rng(1));
        GradientStep step = new([shard], Training);
        Parameter[] p = graph.Parameters;
        for (int s = 0; s < PyTorch.Length; s++)
        {
            shard.Step(Images(), rows, 7);
            double loss = Smoothed(graph.Output, labels);
            step.Apply(Training.Rate(s, 10), 1);
            double[] found = [loss, p[0].Value[(5 * 2 + 0) * 4 + 3], p[6].Value[(6 * 4 + 3) * 5 + 4], p[8].Value[7 * 3 + 1], p[2].Value[2], p[5].Value[1]];
            Assert.All(PyTorch[s].Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-5, $"step {s}: {pair.First} against {pair.Second}"));
        }
    }

    [Fact]
    public void A_step_allocates_nothing_once_the_buffers_are_there()
    {
        Shard shard = new(Start(), new SoftmaxLoss([0, 1, 2, 0, 1, 2, 1], 3, 0.05), new Rng(1));
        GradientStep step = new([shard], Training);
        NetworkRows images = Images();
        int[] rows = [0, 1, 2, 3, 4, 5, 6];
        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                shard.Step(images, rows, 7);
                step.Apply(0.01, 1);
            }
        }

        Steps(3);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Steps(10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [Fact]
    public void Shards_sum_up_to_the_whole_batch()
    {
        NetworkSpec net = Net with { Layers = Net.Layers.RemoveAt(1) };
        SoftmaxLoss loss = new([0, 1, 2, 0, 1, 2, 1], 3, 0.05);
        Graph graph = Graph.Create(net, new Rng(3));
        graph.Parameters[^2].Initialise(new Rng(4));
        Shard whole = new(graph, loss, new Rng(1)), first = new(Graph.Of(net, graph.Values), loss, new Rng(1)), second = new(Graph.Of(net, graph.Values), loss, new Rng(1));
        whole.Step(Images(), [0, 1, 2, 3, 4, 5, 6], 7);
        first.Step(Images(), [0, 1, 2], 7);
        second.Step(Images(), [3, 4, 5, 6], 7);
        for (int p = 0; p < graph.Parameters.Length; p++)
        {
            for (int i = 0; i < graph.Parameters[p].Value.Length; i++)
            {
                double sum = (double)first.Graph.Parameters[p].Gradient[i] + second.Graph.Parameters[p].Gradient[i];
                Assert.True(Math.Abs(sum - whole.Graph.Parameters[p].Gradient[i]) <= 1e-6, $"parameter {p}[{i}]");
            }
        }
    }

    private static Graph Start()
    {
        Graph graph = Graph.Create(Net, new Rng(1));
        (double Scale, double Shift, double Centre)[] waves =
            [(0.3, 0.1, 0), (0.1, 0.4, 0), (0.1, 0.7, 1), (0.1, 0.8, 0), (0, 0, 0), (0, 0, 1), (0.2, 0.2, 0), (0.1, 0.5, 0), (0.3, 0.3, 0), (0.1, 0.6, 0)];
        for (int p = 0; p < waves.Length; p++)
        {
            Wave(graph.Parameters[p].Value, waves[p].Scale, waves[p].Shift, waves[p].Centre);
        }

        return graph;
    }

    private static DenseRows Images()
    {
        float[] images = new float[7 * 40];
        Wave(images, 1, 0.9, 0);
        return new DenseRows(40, images, 7);
    }

    private static void Wave(float[] values, double scale, double shift, double centre)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(centre + scale * Math.Sin(1.7 * i + shift));
        }
    }

    private static double Smoothed(Tensor output, int[] labels)
    {
        Pass pass = new();
        pass.Begin(labels.Length, labels.Length, null);
        ReadOnlySpan<float> logits = output.Values(pass);
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double sum = 0;
            for (int k = 0; k < 3; k++)
            {
                sum += Math.Exp(logits[row * 3 + k]);
            }

            for (int k = 0; k < 3; k++)
            {
                loss -= (0.05 / 3 + (labels[row] == k ? 0.95 : 0)) * (logits[row * 3 + k] - Math.Log(sum)) / labels.Length;
            }
        }

        return loss;
    }
}
