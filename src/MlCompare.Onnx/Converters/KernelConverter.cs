using MlCompare.Learners.Kernel;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Kernels;

namespace MlCompare.Onnx.Converters;

/// <summary>Kernel expansions, exact or by centres: kernel values with the training rows, times weights, all in double precision.</summary>
internal sealed class KernelConverter : ModelConverter<KernelPredictor>
{
    protected override Value Write(KernelPredictor model, OnnxGraph graph)
    {
        int columns = model.Order?.Count ?? 1;
        if (model.Rows.Width == 0 && !model.Rows.HasTerms)
        {
            throw OnnxGraph.NotExpressed("no column tells anything, so there is nothing to compute");
        }

        Value? dense = null, terms = model.Rows.HasTerms ? graph.ToDouble(DenseEncoding.Terms(graph, model.Encoder)!.Value) : null;
        if (model.Rows.Width > 0)
        {
            Value centred = graph.Subtract(DenseEncoding.Write(graph, model.Encoder), graph.Floats(model.Centre, 1, model.Centre.Length));
            dense = Turned(graph, graph.ToDouble(centred), model.Metric);
        }

        Value kernel = new KernelGraph(graph, model.Rows, dense, terms).Write(model.Form, model.Bandwidth);
        Value scores = graph.MatrixProduct(kernel, graph.ToDouble(graph.Floats(model.Weights, model.Rows.Count, columns)));
        if (model.Order is null)
        {
            return graph.Restore(model.Scale!, scores);
        }

        double[] shares = model.Order.Shares;
        Value linked = Link(graph, graph.Add(scores, graph.Doubles(shares, 1, columns)));
        double[] offsets = [.. model.Probabilities.Offsets];
        Value occurring = graph.Softmax(graph.Multiply(graph.Add(linked, graph.Doubles(offsets, 1, columns)), graph.Number(model.Probabilities.Factor)));
        if (model.ClassWeights == ClassWeights.Balanced)
        {
            Value weighed = graph.Divide(occurring, graph.Doubles(shares, 1, columns));
            occurring = graph.Divide(weighed, graph.Apply("ReduceSum", [weighed, graph.Integers(1)]));
        }

        return graph.Spread(model.Order, occurring);
    }

    private static Value Turned(OnnxGraph graph, Value rows, FeatureMetric? metric) => metric switch
    {
        null => rows,
        { Kind: MetricKind.Diagonal } => graph.Multiply(rows, graph.ToDouble(graph.Floats(metric.Root, 1, metric.Root.Length))),
        _ => graph.MatrixProduct(rows, graph.ToDouble(graph.Floats(metric.Root, Side(metric), Side(metric)))),
    };

    private static int Side(FeatureMetric metric) => (int)Math.Sqrt(metric.Root.Length);

    /// <summary>asinh of the score over the width of the link, by its logarithm: sign(x)·ln(|x| + √(x² + 1)).</summary>
    private static Value Link(OnnxGraph graph, Value scores)
    {
        Value x = graph.Multiply(scores, graph.Number(1 / Sharpness.LinkWidth)), size = graph.Apply("Abs", [x]);
        Value root = graph.Apply("Sqrt", [graph.Add(graph.Multiply(x, x), graph.Number(1))]);
        return graph.Multiply(graph.Apply("Sign", [x]), graph.Apply("Log", [graph.Add(size, root)]));
    }
}
