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

    protected override void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass)
    {
        Span<float> numbers = input.Numbers.Values(pass);
        for (int i = 0; i < rows.Length; i++)
        {
            bins.Apply(design.DenseRow(rows[i]), numbers.Slice(i * bins.Width, bins.Width));
        }

        TensorPrimitives.Multiply(numbers, factor, numbers);
        if (design.Sparse is { } terms)
        {
            input.Terms.Set(terms, rows);
        }
    }

    protected override void Save(BinaryWriter writer)
    {
        design.Save(writer);
        bins.Save(writer);
        writer.Write(factor);
    }

    public static MlpRows Load(BinaryReader reader) => new(DesignMatrix.Load(reader), PiecewiseLinearEmbedding.Load(reader), reader.ReadSingle());
}
