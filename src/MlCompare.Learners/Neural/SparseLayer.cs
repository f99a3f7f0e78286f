using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Adds x·W of a sparse x to the first layer's sums. Forward gathers the rows of W that a text's terms name; backward touches only
/// those, and <see cref="AdamW"/> then updates only those: moments and weight decay of a row stand still while no batch has its term.
/// </summary>
internal sealed class SparseLayer(int inputs, int outputs, float weightScale)
{
    private readonly int[] stamps = new int[inputs];
    private readonly List<int> touched = [];
    private int stamp;

    public int Outputs { get; } = outputs;

    public Parameter Weights { get; } = new(inputs * outputs, weightScale, decays: true);

    /// <summary>Rows of the weights whose gradient the last <see cref="Backward"/> set, in order of first use.</summary>
    public List<int> Touched => touched;

    /// <summary>z (rows × outputs) += x·W.</summary>
    public void Forward(SparseRows x, ReadOnlySpan<int> rows, Span<float> z)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<int> columns = x.Columns(rows[i]);
            ReadOnlySpan<float> values = x.Values(rows[i]);
            Span<float> sums = z.Slice(i * Outputs, Outputs);
            for (int j = 0; j < columns.Length; j++)
            {
                TensorPrimitives.MultiplyAdd(Weights.Value.AsSpan(columns[j] * Outputs, Outputs), values[j], sums, sums);
            }
        }
    }

    /// <summary>Sets the gradients of the rows that occur and lists them in <see cref="Touched"/>.</summary>
    public void Backward(SparseRows x, ReadOnlySpan<int> rows, ReadOnlySpan<float> slopes)
    {
        stamp++;
        touched.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<int> columns = x.Columns(rows[i]);
            ReadOnlySpan<float> values = x.Values(rows[i]);
            ReadOnlySpan<float> slope = slopes.Slice(i * Outputs, Outputs);
            for (int j = 0; j < columns.Length; j++)
            {
                Span<float> gradient = Weights.Gradient.AsSpan(columns[j] * Outputs, Outputs);
                if (stamps[columns[j]] != stamp)
                {
                    stamps[columns[j]] = stamp;
                    touched.Add(columns[j]);
                    TensorPrimitives.Multiply(slope, values[j], gradient);
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(slope, values[j], gradient, gradient);
                }
            }
        }
    }
}
