using MlCompare.Learners.Targets;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>The ends of most models: from scores to probabilities by class code, from standardised values to the target's unit.</summary>
internal static class ClassSpread
{
    /// <summary>Probabilities by class code from those of the classes that occur (rows × occurring, double precision).</summary>
    public static Value Spread(this OnnxGraph graph, ClassOrder order, Value occurring)
    {
        // The map is linear: it is asked of the order itself, once for nothing and once for each class.
        double[] none = new double[order.ClassCount], matrix = new double[order.Count * order.ClassCount], one = new double[order.ClassCount];
        order.Spread(new double[order.Count], none);
        for (int k = 0; k < order.Count; k++)
        {
            double[] unit = new double[order.Count];
            unit[k] = 1;
            order.Spread(unit, one);
            for (int c = 0; c < one.Length; c++)
            {
                matrix[k * one.Length + c] = one[c] - none[c];
            }
        }

        Value spread = graph.MatrixProduct(occurring, graph.Doubles(matrix, order.Count, order.ClassCount));
        return none.All(share => share == 0) ? spread : graph.Add(spread, graph.Doubles(none, 1, order.ClassCount));
    }

    /// <summary>Probabilities by class code from scores: one for two classes (that of the second), else one a class that occurs.</summary>
    public static Value FromScores(this OnnxGraph graph, ClassOrder order, Value scores) => graph.Spread(order, order.Count == 2 ? graph.OfTwo(scores) : graph.Softmax(scores));

    /// <summary>Both probabilities from the score of the second class.</summary>
    public static Value OfTwo(this OnnxGraph graph, Value score) =>
        graph.Beside(graph.Apply("Sigmoid", [graph.Apply("Neg", [score])]), graph.Apply("Sigmoid", [score]));

    public static Value Restore(this OnnxGraph graph, TargetScale scale, Value standardised) =>
        graph.Add(graph.Multiply(standardised, graph.Number(scale.Unit)), graph.Number(scale.Mean));

    /// <summary>What a model of one class, or of none, says of every row.</summary>
    public static Value Same(this OnnxGraph graph, ClassOrder order, ReadOnlySpan<double> occurring)
    {
        double[] all = new double[order.ClassCount];
        order.Spread(occurring, all);
        return graph.ForEveryRow(all);
    }
}
