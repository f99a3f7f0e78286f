using MlCompare.Learners.Kernel;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Kernels;

/// <summary>See <see cref="AngleKernels"/>, step by step; the arccosine by the same polynomial, for ONNX Runtime has none in double precision.</summary>
internal sealed class AngleGraph(OnnxGraph graph)
{
    public Value Write(KernelForm form, Value squared, Value own, Value others, double bandwidth)
    {
        Value offset = graph.Number(bandwidth * bandwidth);
        Value length = graph.Apply("Sqrt", [graph.Add(own, offset)]), other = graph.Apply("Sqrt", [graph.Add(others, offset)]);
        Value gap = graph.Subtract(length, other);
        Value both = graph.Multiply(graph.Multiply(length, other), graph.Number(2));
        Value less = Bounded(graph.Divide(graph.Subtract(squared, graph.Multiply(gap, gap)), both));
        if (form.Shape == KernelShape.Polynomial)
        {
            Value cosine = OneLess(less);
            return Enumerable.Repeat(cosine, form.Order).Aggregate(graph.Multiply);
        }

        Value sum = OneLess(less);
        for (int layer = 0; layer < form.Order; layer++)
        {
            Value cosine = OneLess(less), angle = Angle(cosine, less);
            Value root = graph.Apply("Sqrt", [graph.Multiply(less, graph.Subtract(graph.Number(2), less))]);
            Value next = graph.Subtract(graph.Add(graph.Multiply(less, graph.Number(Math.PI)), graph.Multiply(cosine, angle)), root);
            less = Bounded(graph.Multiply(next, graph.Number(1 / Math.PI)));
            sum = graph.Add(OneLess(less), graph.Multiply(sum, OneLess(graph.Multiply(angle, graph.Number(1 / Math.PI)))));
        }

        return form.Shape == KernelShape.Ntk ? graph.Multiply(sum, graph.Number(1.0 / (form.Order + 1))) : OneLess(less);
    }

    private Value Angle(Value cosine, Value less)
    {
        Value size = graph.Apply("Abs", [cosine]), sum = graph.Number(AngleKernels.Arccosine[^1]);
        for (int power = AngleKernels.Arccosine.Length - 2; power >= 0; power--)
        {
            sum = graph.Add(graph.Multiply(sum, size), graph.Number(AngleKernels.Arccosine[power]));
        }

        Value sharp = graph.Multiply(sum, graph.Apply("Sqrt", [graph.Apply("Min", [less, graph.Subtract(graph.Number(2), less)])]));
        return graph.Apply("Where", [graph.Apply("GreaterOrEqual", [cosine, graph.Number(0)]), sharp, graph.Subtract(graph.Number(Math.PI), sharp)]);
    }

    private Value OneLess(Value value) => graph.Subtract(graph.Number(1), value);

    private Value Bounded(Value value) => graph.Clip(value, 0, 2);
}
