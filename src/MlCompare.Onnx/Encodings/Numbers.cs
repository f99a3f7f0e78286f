using MlCompare.Learners.Encoders;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Encodings;

/// <summary>Numeric columns, centred, scaled and clipped in double precision as <see cref="NumericScaler"/> does it.</summary>
internal static class Numbers
{
    // The bound of NumericScaler.
    private const double Limit = 1e12;

    /// <summary>The scaled columns, then the indicators of missing values; parts that have no column are left out.</summary>
    public static IEnumerable<Value> Write(OnnxGraph graph, NumericEncoder[] columns)
    {
        NumericEncoder[] scaled = [.. columns.Where(column => column.Scaler is not null)], indicated = [.. columns.Where(column => column.Missing != 0)];
        if (scaled.Length > 0)
        {
            yield return Scale(graph, Side(graph, scaled), [.. scaled.Select(column => column.Scaler!.Value)]);
        }

        if (indicated.Length > 0)
        {
            Value missing = graph.ToFloat(graph.Apply("IsNaN", [Side(graph, indicated)]));
            yield return graph.Multiply(missing, graph.Floats([.. indicated.Select(column => column.Missing)], indicated.Length));
        }
    }

    /// <param name="values">Rows × scalers, single precision.</param>
    public static Value Scale(OnnxGraph graph, Value values, NumericScaler[] scalers)
    {
        int width = scalers.Length;
        Value numbers = graph.ToDouble(values);
        Value bounded = graph.Clip(numbers, float.MinValue, float.MaxValue);
        Value x = graph.Multiply(graph.Subtract(bounded, Each(scaler => scaler.Centre)), Each(scaler => scaler.Scale));
        if (scalers.Any(scaler => scaler.ClipAt > 0))
        {
            Value share = graph.Multiply(x, Each(scaler => scaler.ClipAt > 0 ? 1 / scaler.ClipAt : 0));
            x = graph.Divide(x, graph.Apply("Sqrt", [graph.Add(graph.Multiply(share, share), graph.Number(1))]));
        }

        Value filled = graph.Apply("Where", [graph.Apply("IsNaN", [values]), Each(scaler => scaler.Fill), x]);
        return graph.ToFloat(graph.Clip(filled, -Limit, Limit));

        Value Each(Func<NumericScaler, double> figure) => graph.Doubles([.. scalers.Select(figure)], 1, width);
    }

    private static Value Side(OnnxGraph graph, NumericEncoder[] columns) => graph.Beside([.. columns.Select(column => graph.Input(column.Column))]);
}
