using MlCompare.Learners.Linear;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>A product with the weights, in double precision.</summary>
internal sealed class LinearConverter : ModelConverter<LinearPredictor>
{
    protected override Value Write(LinearPredictor model, OnnxGraph graph)
    {
        int columns = model.Order is { Count: > 2 } ? model.Order.Count : 1, width = model.Encoder.Width;
        double[] weights = Array.ConvertAll(model.Weights, weight => (double)weight);
        if (width == 0)
        {
            return model.Order is null
                ? graph.ForEveryRow([model.Scale!.Restore(weights[0])])
                : graph.FromScores(model.Order, graph.ForEveryRow(weights));
        }

        Value dense = graph.ToDouble(DenseEncoding.WithTerms(graph, model.Encoder));
        Value scores = graph.Add(
            graph.MatrixProduct(dense, graph.Doubles(weights.AsSpan(0, width * columns), width, columns)),
            graph.Doubles(weights.AsSpan(width * columns, columns), 1, columns));
        return model.Order is null ? graph.Restore(model.Scale!, scores) : graph.FromScores(model.Order, scores);
    }
}
