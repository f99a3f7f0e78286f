using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Learners.Neural;

/// <summary>Encoded rows, whose bins are made as batches are gathered: kept, they would take many times the memory of the columns.</summary>
/// <param name="factor">Multiplies the dense inputs.</param>
internal sealed class MlpRows(DesignMatrix design, PiecewiseLinearEmbedding bins, float factor) : NetworkRows
{
    public override int Count => design.Count;

    protected override void Fill(ReadOnlySpan<int> rows, Graph graph, Pass pass)
    {
        Span<float> input = graph.Input.Values(pass);
        for (int i = 0; i < rows.Length; i++)
        {
            bins.Apply(design.DenseRow(rows[i]), input.Slice(i * bins.Width, bins.Width));
        }

        TensorPrimitives.Multiply(input, factor, input);
        if (design.Sparse is { } terms)
        {
            graph.Terms.Set(terms, rows);
        }
    }
}
