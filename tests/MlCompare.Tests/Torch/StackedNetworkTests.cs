using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Tests.Learners.Neural.Autograd;
using MlCompare.Tests.Support;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Networks;
using MlCompare.Torch.Training;
using TorchSharp;

namespace MlCompare.Tests.Torch;

/// <summary>The same weights give the same outputs and gradients in both engines, for every layer, with several networks side by side.</summary>
public class StackedNetworkTests
{
    private const int Rows = 6, Networks = 3;
    private const double Tolerance = 1e-4;
    private static readonly int[] All = [.. Enumerable.Range(0, Rows)];

    public static TheoryData<string> Names() => GradientTests.Names();

    public static TheoryData<string> NamesWithoutDropout() => [.. GradientTests.Nets.Where(net => !net.Value.Layers.OfType<Layer.Dropout>().Any()).Select(net => net.Key)];

    [EngineTheory("torch")]
    [MemberData(nameof(Names))]
    public void Outputs_are_those_of_the_embedded_engine(string name)
    {
        (NetworkSpec spec, Graph[] graphs, NetworkRows rows) = Make(name);
        Assert.InRange(Difference(spec, graphs, rows, new StackedNetwork(spec, graphs, torch.CPU)), 0, Tolerance);
    }

    [EngineTheory("torch")]
    [MemberData(nameof(Names))]
    public void One_weight_off_is_found(string name)
    {
        (NetworkSpec spec, Graph[] graphs, NetworkRows rows) = Make(name);
        StackedNetwork stack = new(spec, graphs, torch.CPU);
        // The last layer's: whatever stands before it, outputs see it.
        StackedArray last = stack.Arrays.Last(array => array.Like.IsTrained || stack.Arrays.All(other => !other.Like.IsTrained));
        last.Average[1].view(-1)[0] += 0.01f;
        Assert.True(Difference(spec, graphs, rows, stack) > Tolerance);
    }

    [EngineTheory("torch")]
    [MemberData(nameof(NamesWithoutDropout))]
    public void Gradients_are_those_of_the_embedded_engine(string name)
    {
        (NetworkSpec spec, Graph[] graphs, NetworkRows rows) = Make(name);
        int outputs = spec.Output().Channels;
        SoftmaxLoss[] losses = [.. graphs.Select((_, n) => new SoftmaxLoss([.. All.Select(row => (row + n) % outputs)], outputs, 0.1, [.. Enumerable.Range(0, outputs).Select(k => 0.5 + k)]))];
        using IDisposable scope = torch.NewDisposeScope();
        StackedNetwork stack = new(spec, graphs, torch.CPU);
        StackedPass pass = Feed(spec, rows, training: true);
        new StackedLoss(losses, torch.CPU).Of(stack.Forward(pass), torch.arange(Rows).repeat(Networks, 1)).backward();
        double worst = 0;
        for (int n = 0; n < Networks; n++)
        {
            new Shard(graphs[n], losses[n], new Rng(1)).Step(rows, All, Rows);
            for (int p = 0; p < stack.Arrays.Length; p++)
            {
                if (stack.Arrays[p].Like.IsTrained)
                {
                    float[] found = Gradient(stack.Arrays[p], pass, n), wanted = Dense(graphs[n].Parameters[p]);
                    double scale = Math.Max(0.01, wanted.Max(Math.Abs));
                    worst = Math.Max(worst, found.Zip(wanted, (a, b) => Math.Abs(a - b) / scale).Max());
                }
            }
        }

        Assert.InRange(worst, 0, 1e-3);
    }

    private static (NetworkSpec Spec, Graph[] Graphs, NetworkRows Rows) Make(string name)
    {
        NetworkSpec spec = new(GradientTests.Nets[name].Input, GradientTests.Nets[name].Layers);
        Rng rng = new(5);
        Graph[] graphs = [.. Enumerable.Range(0, Networks).Select(n => Graph.Create(spec, new Rng((ulong)n), zeroOutput: false))];
        foreach (Parameter parameter in graphs.SelectMany(graph => graph.Parameters).Where(parameter => parameter.Momentum > 0 || !parameter.Decays))
        {
            // Not the neutral values at which shifts and running figures start.
            foreach (ref float value in parameter.Value.AsSpan())
            {
                value += (float)rng.NextDouble(0.1, 0.4);
            }
        }

        return (spec, graphs, NetworkSamples.Rows(spec.Input, Rows));
    }

    private static StackedPass Feed(NetworkSpec spec, NetworkRows rows, bool training) => new BatchFeed(spec, rows, TorchDevice.Choose(DeviceChoice.Cpu)).Feed(
        [.. Enumerable.Repeat((ReadOnlyMemory<int>)All, Networks)], training ? [.. Enumerable.Range(0, Networks).Select(n => new Rng[] { new((ulong)n) })] : null, new ulong[Networks], false);

    private static double Difference(NetworkSpec spec, Graph[] graphs, NetworkRows rows, StackedNetwork stack)
    {
        using IDisposable plain = torch.no_grad(), scope = torch.NewDisposeScope();
        float[] found = stack.Forward(Feed(spec, rows, training: false)).contiguous().data<float>().ToArray();
        float[] wanted = [.. graphs.SelectMany(graph => NetworkSamples.Outputs(graph, rows, Rows))];
        Assert.Equal(wanted.Length, found.Length);
        return found.Zip(wanted, (a, b) => Math.Abs(a - b) / Math.Max(1.0, Math.Abs(b))).Aggregate(0.0, (worst, one) => one <= worst ? worst : one);
    }

    private static float[] Gradient(StackedArray array, StackedPass pass, int network)
    {
        int length = (int)(array.Value.numel() / Networks);
        if (!array.IsTable)
        {
            return array.Value.grad![network].contiguous().data<float>().ToArray();
        }

        float[] gradient = new float[length], rows = array.Rows!.grad!.contiguous().data<float>().ToArray();
        long[] touched = pass.Touched!.data<long>().ToArray();
        int width = (int)array.Value.shape[^1];
        for (int i = 0; i < touched.Length; i++)
        {
            if (touched[i] * width / length == network)
            {
                rows.AsSpan(i * width, width).CopyTo(gradient.AsSpan((int)(touched[i] * width % length)));
            }
        }

        return gradient;
    }

    private static float[] Dense(Parameter parameter)
    {
        float[] gradient = [.. parameter.Gradient];
        for (int row = 0; parameter.Touched is { } touched && row < gradient.Length / touched.Width; row++)
        {
            if (!touched.Rows.Contains(row))
            {
                gradient.AsSpan(row * touched.Width, touched.Width).Clear();
            }
        }

        return gradient;
    }
}
