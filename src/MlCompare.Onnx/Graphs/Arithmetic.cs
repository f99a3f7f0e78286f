using Onnx;

namespace MlCompare.Onnx.Graphs;

/// <summary>The operators that most models are made of, and constants beside them.</summary>
internal static class Arithmetic
{
    public static Value Floats(this OnnxGraph graph, ReadOnlySpan<float> values, params long[] shape) => graph.Constant(OnnxTensor.Of(values, shape));

    public static Value Doubles(this OnnxGraph graph, ReadOnlySpan<double> values, params long[] shape) => graph.Constant(OnnxTensor.Of(values, shape));

    public static Value Integers(this OnnxGraph graph, params ReadOnlySpan<long> values) => graph.Constant(OnnxTensor.Of(values, values.Length));

    /// <summary>A whole number without a dimension.</summary>
    public static Value Whole(this OnnxGraph graph, long value) => graph.Constant(OnnxTensor.Of((ReadOnlySpan<long>)[value]));

    /// <summary>0, 1, … up to, not including, a whole number that the graph works out (of one dimension of length 1).</summary>
    public static Value UpTo(this OnnxGraph graph, Value end) =>
        graph.Apply("Range", [graph.Whole(0), graph.Apply("Squeeze", [end, graph.Integers(0)]), graph.Whole(1)]);

    /// <summary>A number for all rows, double precision.</summary>
    public static Value Number(this OnnxGraph graph, double value) => graph.Constant(OnnxTensor.Of((ReadOnlySpan<double>)[value]));

    public static Value Add(this OnnxGraph graph, Value a, Value b) => graph.Apply("Add", [a, b]);

    public static Value Subtract(this OnnxGraph graph, Value a, Value b) => graph.Apply("Sub", [a, b]);

    public static Value Multiply(this OnnxGraph graph, Value a, Value b) => graph.Apply("Mul", [a, b]);

    public static Value Divide(this OnnxGraph graph, Value a, Value b) => graph.Apply("Div", [a, b]);

    public static Value MatrixProduct(this OnnxGraph graph, Value a, Value b) => graph.Apply("MatMul", [a, b]);

    public static Value Clip(this OnnxGraph graph, Value value, double least, double most) =>
        graph.Apply("Clip", [value, graph.Number(least), graph.Number(most)]);

    public static Value ToDouble(this OnnxGraph graph, Value value) => graph.Cast(value, TensorProto.Types.DataType.Double);

    public static Value ToFloat(this OnnxGraph graph, Value value) => graph.Cast(value, TensorProto.Types.DataType.Float);

    public static Value Cast(this OnnxGraph graph, Value value, TensorProto.Types.DataType to) =>
        graph.Apply("Cast", [value], OnnxAttribute.Of("to", (long)to));

    /// <summary>Side by side.</summary>
    public static Value Beside(this OnnxGraph graph, params ReadOnlySpan<Value> parts) =>
        parts.Length == 1 ? parts[0] : graph.Apply("Concat", parts, OnnxAttribute.Of("axis", 1));

    /// <summary>Columns in another order, or some of them.</summary>
    public static Value Columns(this OnnxGraph graph, Value value, ReadOnlySpan<long> columns) =>
        graph.Apply("Gather", [value, graph.Integers(columns)], OnnxAttribute.Of("axis", 1));

    public static Value Softmax(this OnnxGraph graph, Value scores) => graph.Apply("Softmax", [scores], OnnxAttribute.Of("axis", -1));

    /// <summary>The numbers of each row that are to be kept, in their order, then zeros (rows × length, whole numbers).</summary>
    /// <param name="keep">1 or 0.</param>
    public static Value Front(this OnnxGraph graph, Value numbers, Value keep)
    {
        Value one = graph.Whole(1), rank = graph.Apply("CumSum", [keep, one]), drop = graph.Subtract(one, keep);
        Value kept = graph.Apply("ReduceSum", [keep, graph.Integers(1)]);
        // Every number has a place of its own: those that are dropped become zeros behind the others.
        Value behind = graph.Add(kept, graph.Apply("CumSum", [drop, one]));
        Value places = graph.Subtract(graph.Add(graph.Multiply(keep, rank), graph.Multiply(drop, behind)), one);
        Value left = graph.Multiply(numbers, keep);
        return graph.Apply("ScatterElements", [left, places, left], OnnxAttribute.Of("axis", 1));
    }

    /// <summary>Anything as rows × numbers.</summary>
    public static Value Flat(this OnnxGraph graph, Value value) => graph.Apply("Flatten", [value], OnnxAttribute.Of("axis", 1));

    /// <summary>The same numbers (1 × length) for every row; reads the first column for the number of rows.</summary>
    public static Value ForEveryRow(this OnnxGraph graph, ReadOnlySpan<double> numbers)
    {
        Value shape = graph.Apply("Shape", [graph.Input(graph.Features.Columns[0])], OnnxAttribute.Of("start", 0), OnnxAttribute.Of("end", 1));
        Value wanted = graph.Apply("Concat", [shape, graph.Integers(numbers.Length)], OnnxAttribute.Of("axis", 0));
        return graph.Apply("Expand", [graph.Doubles(numbers, 1, numbers.Length), wanted]);
    }
}
