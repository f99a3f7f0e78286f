using MlCompare.Learners.Encoders;
using MlCompare.Native.Libsvm;
using MlCompare.Onnx.Encodings;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Texts;

namespace MlCompare.Onnx.Converters;

/// <summary>Support vector machines: kernel values with the support vectors, Platt's scale of each pair of classes, and the coupling of the pairs.</summary>
internal sealed class LibsvmConverter : ModelConverter<LibsvmPredictor>
{
    protected override Value Write(LibsvmPredictor model, OnnxGraph graph)
    {
        SvmHead head = model.Head;
        if (model.Machine is not { } machine)
        {
            double[] same = new double[head.Columns];
            head.FinishConstant(same);
            return graph.ForEveryRow(same);
        }

        int count = machine.Support.Length;
        Value scores = count == 0
            ? graph.ForEveryRow([.. machine.Offsets.Select(offset => -offset)])
            : graph.Subtract(
                graph.MatrixProduct(
                    Kernel(graph, model),
                    graph.Doubles(Transposed(machine.Weights, head.Scores, count), count, head.Scores)),
                graph.Doubles(machine.Offsets, 1, head.Scores));
        if (head.Order is null)
        {
            return graph.Restore(head.Target!, scores);
        }

        Value z = graph.Add(
            graph.Multiply(scores, graph.Doubles([.. model.Scales.Select(scale => scale.Slope)], 1, head.Scores)),
            graph.Doubles([.. model.Scales.Select(scale => scale.Shift)], 1, head.Scores));
        Value ofFirst = graph.Clip(graph.Apply("Sigmoid", [graph.Apply("Neg", [z])]), PlattScale.Least, 1 - PlattScale.Least);
        return graph.Spread(head.Order, head.Order.Count == 2
            ? graph.Beside(ofFirst, graph.Subtract(graph.Number(1), ofFirst))
            : Couple(graph, ofFirst, head.Order.Count));
    }

    private static Value Kernel(OnnxGraph graph, LibsvmPredictor model)
    {
        DesignMatrix support = model.Support!;
        (Value Products, Value Own, double[] Others)[] parts =
        [
            .. support.DenseWidth > 0 ? [Dense(graph, graph.ToDouble(DenseEncoding.Write(graph, model.Encoder)), support)] : Array.Empty<(Value, Value, double[])>(),
            .. support.Sparse is { } sparse ? [Terms(graph, graph.ToDouble(DenseEncoding.Terms(graph, model.Encoder)!.Value), sparse)] : Array.Empty<(Value, Value, double[])>(),
        ];
        Value products = parts.Select(part => part.Products).Aggregate(graph.Add);
        if (model.Kernel.Shape == SvmShape.Linear)
        {
            return products;
        }

        Value own = parts.Select(part => part.Own).Aggregate(graph.Add);
        double[] others = [.. Enumerable.Range(0, support.Count).Select(row => parts.Sum(part => part.Others[row]))];
        Value squared = graph.Apply(
            "Max", [graph.Subtract(graph.Add(own, graph.Doubles(others, 1, others.Length)), graph.Add(products, products)), graph.Number(0)]);
        Value scaled = graph.Multiply(squared, graph.Number(model.Kernel.Gamma));
        return graph.Apply("Exp", [graph.Apply("Neg", [model.Kernel.Shape == SvmShape.Gaussian ? scaled : graph.Apply("Sqrt", [scaled])])]);
    }

    private static (Value Products, Value Own, double[] Others) Dense(OnnxGraph graph, Value rows, DesignMatrix support)
    {
        double[] squares = [.. Enumerable.Range(0, support.Count).Select(row => support.DenseRow(row).ToArray().Sum(value => (double)value * value))];
        Value turned = graph.Apply("Transpose", [graph.Floats(support.Dense, support.Count, support.DenseWidth)], OnnxAttribute.Of("perm", [1L, 0]));
        return (graph.MatrixProduct(rows, graph.ToDouble(turned)), Square(graph, rows), squares);
    }

    private static (Value Products, Value Own, double[] Others) Terms(OnnxGraph graph, Value rows, SparseRows support) =>
        (SparseProducts.Write(graph, rows, support), Square(graph, rows), SparseProducts.Squares(support));

    private static Value Square(OnnxGraph graph, Value rows) => graph.Apply("ReduceSum", [graph.Multiply(rows, rows), graph.Integers(1)]);

    /// <summary>
    /// The probabilities p of least Σ (r_ji·p_i − r_ij·p_j)² (see <see cref="Pairs.Couple"/>) solve (Q + 1·1ᵀ)·p ∝ 1: by elimination, whose steps ONNX can
    /// write out. The matrix is positive definite, so no rows are exchanged.
    /// </summary>
    private static Value Couple(OnnxGraph graph, Value ofFirst, int classes)
    {
        int pairs = classes * (classes - 1) / 2;
        // r_ij for i × j, linear in the pairs: r or 1 − r; the diagonal 0.
        double[] matrix = new double[pairs * classes * classes], constant = new double[classes * classes], ones = new double[classes * classes];
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
            {
                ones[i * classes + j] = 1;
                if (i != j)
                {
                    (int place, bool turned) = Pairs.Place(i, j, classes);
                    matrix[(place * classes + i) * classes + j] = turned ? -1 : 1;
                    constant[i * classes + j] = turned ? 1 : 0;
                }
            }
        }

        Value flat = graph.Add(graph.MatrixProduct(ofFirst, graph.Doubles(matrix, pairs, classes * classes)), graph.Doubles(constant, 1, classes * classes));
        Value r = graph.Apply("Reshape", [flat, graph.Integers(0, classes, classes)]);
        Value turnedR = graph.Apply("Transpose", [r], OnnxAttribute.Of("perm", [0L, 2, 1]));
        double[] identity = [.. Enumerable.Range(0, classes * classes).Select(p => p / classes == p % classes ? 1.0 : 0)];
        Value diagonal = graph.Apply("ReduceSum", [graph.Multiply(turnedR, turnedR), graph.Integers(2)]);
        Value left = graph.Subtract(graph.Multiply(diagonal, graph.Doubles(identity, 1, classes, classes)), graph.Multiply(r, turnedR));
        Value system = graph.Add(left, graph.Doubles(ones, 1, classes, classes));
        Value right = graph.Apply("Expand", [graph.Doubles(Enumerable.Repeat(1.0, classes).ToArray(), 1, classes, 1), graph.Apply("Shape", [Column(0)])]);
        system = graph.Apply("Concat", [system, right], OnnxAttribute.Of("axis", 2));
        for (int k = 0; k < classes; k++)
        {
            Value row = graph.Apply("Gather", [system, graph.Integers(k)], OnnxAttribute.Of("axis", 1));
            Value column = Column(k), pivot = graph.Apply("Gather", [column, graph.Integers(k)], OnnxAttribute.Of("axis", 1));
            // Takes the pivot's row off all others and divides it by the pivot: one rank-one change.
            double[] unit = new double[classes];
            unit[k] = 1;
            Value change = graph.Subtract(column, graph.Doubles(unit, 1, classes, 1));
            system = graph.Subtract(system, graph.MatrixProduct(graph.Divide(change, pivot), row));
        }

        Value solution = graph.Apply("Squeeze", [Column(classes), graph.Integers(2)]);
        return graph.Divide(solution, graph.Apply("ReduceSum", [solution, graph.Integers(1)]));

        Value Column(int k) => graph.Apply("Gather", [system, graph.Integers(k)], OnnxAttribute.Of("axis", 2));
    }

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] turned = new double[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            turned[i % columns * rows + i / columns] = matrix[i];
        }

        return turned;
    }
}
