using MlCompare.Learners.Kernel;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Texts;

namespace MlCompare.Onnx.Kernels;

/// <summary>Kernel values of rows with the training rows of a model, double precision.</summary>
/// <param name="queries">Rows × width, centred and turned by the metric, double precision; null where no number tells anything.</param>
/// <param name="terms">Rows × terms of texts, double precision; null without texts.</param>
internal sealed class KernelGraph(OnnxGraph graph, KernelRows rows, Value? queries, Value? terms)
{
    /// <summary>Rows × training rows.</summary>
    public Value Write(KernelForm form, double bandwidth)
    {
        if (form.Interaction is not null)
        {
            return ByColumns(form, bandwidth);
        }

        (Value own, Value others, Value squared) = (queries, terms) switch
        {
            (null, _) => TermDistances(),
            (_, null) => Distances(0, rows.Width),
            _ => Sum(Distances(0, rows.Width), TermDistances()),
        };
        return form.Shape.OfDistance() ? Shape(form.Shape, squared, bandwidth) : new AngleGraph(graph).Write(form, squared, own, others, bandwidth);
    }

    /// <summary>See <see cref="ColumnComposition{T}"/>.</summary>
    private Value ByColumns(KernelForm form, double bandwidth)
    {
        int columns = rows.Widths.Length + (terms is null ? 0 : 1);
        double interaction = Math.Min(form.Interaction!.Value, columns), weight = interaction / columns;
        bool additive = interaction == 0;
        double least = additive ? 0 : Math.Pow(1 - weight, columns), own = bandwidth * Math.Sqrt(Math.Max(1, interaction) / columns);
        Value? whole = null;
        int offset = 0;
        foreach (int width in (IEnumerable<int>)[.. rows.Widths, .. terms is null ? Array.Empty<int>() : [0]])
        {
            Value value = Shape(form.Shape, (width == 0 ? TermDistances() : Distances(offset, width)).Squared, own);
            Value part = additive
                ? graph.Multiply(value, graph.Number(1.0 / columns))
                : graph.Add(graph.Multiply(graph.Subtract(value, graph.Number(1)), graph.Number(weight)), graph.Number(1));
            whole = whole is not { } before ? part : additive ? graph.Add(before, part) : graph.Multiply(before, part);
            offset += width;
        }

        return graph.Multiply(graph.Subtract(whole!.Value, graph.Number(least)), graph.Number(1 / (1 - least)));
    }

    /// <summary>Squared lengths of the rows (rows × 1) and of the training rows (1 × training rows), and squared distances, of some columns.</summary>
    private (Value Own, Value Others, Value Squared) Distances(int from, int width)
    {
        float[] dense = new float[rows.Count * width];
        double[] squares = new double[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<float> row = rows.Dense.Slice(i * rows.Width + from, width);
            row.CopyTo(dense.AsSpan(i * width));
            foreach (float value in row)
            {
                squares[i] += (double)value * value;
            }
        }

        Value some = width == rows.Width ? queries!.Value : graph.Columns(queries!.Value, [.. Enumerable.Range(from, width).Select(column => (long)column)]);
        Value training = graph.ToDouble(graph.Apply("Transpose", [graph.Floats(dense, rows.Count, width)], OnnxAttribute.Of("perm", [1L, 0])));
        Value own = graph.Apply("ReduceSum", [graph.Multiply(some, some), graph.Integers(1)]), others = graph.Doubles(squares, 1, rows.Count);
        return (own, others, Squared(own, others, graph.MatrixProduct(some, training)));
    }

    /// <summary>The same of the terms of texts.</summary>
    private (Value Own, Value Others, Value Squared) TermDistances()
    {
        Value own = graph.Apply("ReduceSum", [graph.Multiply(terms!.Value, terms.Value), graph.Integers(1)]);
        Value others = graph.Doubles(SparseProducts.Squares(rows.Sparse!), 1, rows.Count);
        return (own, others, Squared(own, others, SparseProducts.Write(graph, terms.Value, rows.Sparse!)));
    }

    private (Value Own, Value Others, Value Squared) Sum((Value Own, Value Others, Value Squared) a, (Value Own, Value Others, Value Squared) b) =>
        (graph.Add(a.Own, b.Own), graph.Add(a.Others, b.Others), graph.Add(a.Squared, b.Squared));

    private Value Squared(Value own, Value others, Value products) =>
        graph.Apply("Max", [graph.Subtract(graph.Add(own, others), graph.Add(products, products)), graph.Number(0)]);

    private Value Shape(KernelShape shape, Value squared, double bandwidth)
    {
        switch (shape)
        {
            case KernelShape.Laplace:
                return Exponential(graph.Multiply(graph.Apply("Sqrt", [squared]), graph.Number(-1 / bandwidth)));
            case KernelShape.Gaussian:
                return Exponential(graph.Multiply(squared, graph.Number(-0.5 / (bandwidth * bandwidth))));
            default:
                bool once = shape == KernelShape.Matern32;
                Value t = graph.Multiply(graph.Apply("Sqrt", [squared]), graph.Number(Math.Sqrt(once ? 3 : 5) / bandwidth));
                Value rise = graph.Add(t, graph.Number(1));
                Value factor = once ? rise : graph.Add(rise, graph.Multiply(graph.Multiply(t, t), graph.Number(1.0 / 3)));
                return graph.Multiply(factor, Exponential(graph.Apply("Neg", [t])));
        }
    }

    private Value Exponential(Value value) => graph.Apply("Exp", [value]);
}
