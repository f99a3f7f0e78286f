using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Sequences;

/// <summary>A random network whose last layer is a ridge regression on what the others make of the training rows.</summary>
internal sealed class EchoStateFit(SequenceEncoder encoder, EchoStateOptions options, FitContext context)
{
    public NetworkHead Run(TrainingSet train)
    {
        if (train.Task == TaskKind.Regression)
        {
            TargetScale scale = TargetScale.Of(train.Labels.Values);
            return scale.Deviation == 0 || encoder.Input is null
                ? new ValueHead(scale, [])
                : new ValueHead(scale, [Solve(train, [scale.Standardise(train.Labels.Values)], out _)]);
        }

        (ClassOrder order, int[] numbers) = ClassOrder.Of(train.Labels.Classes, train.Labels.ClassCount);
        if (order.Count == 1 || encoder.Input is null)
        {
            return new ClassHead(order, [], []);
        }

        double[][] indicators = [.. Enumerable.Range(0, order.Count).Select(k => numbers.Select(number => number == k ? 1.0 : 0).ToArray())];
        NetworkOutputs network = Solve(train, indicators, out double[][] scores);
        double[] leftOut = [.. Enumerable.Range(0, train.Count).SelectMany(row => scores.Select(one => one[row]))];
        return new ClassHead(order, [network], [Sharpness.Fit(leftOut, order.Count, numbers)]);
    }

    private NetworkOutputs Solve(TrainingSet train, double[][] targets, out double[][] scores)
    {
        Layer[] random = [.. encoder.Vectors(options.Width, 1), new Layer.Reservoir(options.Units, options.Radius, options.Leak, options.InputScale), new Layer.MeanPool()];
        NetworkSpec reader = new(encoder.Input!, [.. random]);
        Graph graph = Graph.Create(reader, context.Rng("reservoir"), zeroOutput: false);
        NetworkRows rows = encoder.Transform(train.Features, context.Cancel);
        RidgeReadout readout = new(new DesignMatrix(rows.Count, options.Units, States(graph, rows), null), targets, context.Cancel);
        scores = readout.LeftOutScores;
        return new NetworkOutputs(
            reader with { Layers = [.. random, new Layer.Dense(targets.Length)] }, [.. graph.Values, readout.Weights, readout.Intercepts]);
    }

    /// <summary>Mean state of each row.</summary>
    private float[] States(Graph graph, NetworkRows rows)
    {
        Pass pass = new();
        float[] states = new float[rows.Count * options.Units];
        int[] order = [.. Enumerable.Range(0, rows.Count).OrderBy(rows.Length)];
        for (int from = 0; from < order.Length; from += NetworkTraining.PredictRows)
        {
            context.Cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<int> some = order.AsSpan(from, Math.Min(NetworkTraining.PredictRows, order.Length - from));
            rows.Feed(some, graph, pass, some.Length, null);
            ReadOnlySpan<float> found = graph.Forward(pass);
            for (int i = 0; i < some.Length; i++)
            {
                found.Slice(i * options.Units, options.Units).CopyTo(states.AsSpan(some[i] * options.Units));
            }
        }

        return states;
    }
}
