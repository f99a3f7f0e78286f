using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// x·W + b of dense columns and of the terms behind them. Forward gathers the rows of W that a row's terms name; backward touches only those,
/// and <see cref="AdamW"/> then updates only those: moments and weight decay of a term's weights stand still while no batch has it.
/// </summary>
internal sealed class SparseDenseOp : Op
{
    private readonly TermBuffer terms;
    private readonly DenseOp dense;
    private readonly Parameter weights;
    private readonly double start;
    private readonly int units;

    /// <param name="count">Terms that a row may have.</param>
    /// <param name="start">Share of their scale, which is 1, at which the terms' weights start.</param>
    public SparseDenseOp(TermBuffer terms, Tensor input, int count, int units, double start, double gain, ParameterSource source)
        : this(terms, new DenseOp(input, units, gain, source), source.Embedding(count, units, 1), start, units)
    {
    }

    private SparseDenseOp(TermBuffer terms, DenseOp dense, Parameter weights, double start, int units)
        : base(dense.Input, dense.Output) =>
        (this.terms, this.dense, this.weights, this.start, this.units) = (terms, dense, weights, start, units);

    public override IReadOnlyList<Parameter> Parameters => [.. dense.Parameters, weights];

    public override void Initialise(Rng rng)
    {
        dense.Initialise(rng);
        weights.Initialise(rng, (float)start);
    }

    public override void Forward(Pass pass)
    {
        dense.Forward(pass);
        Span<float> z = Output.Values(pass);
        for (int i = 0; i < pass.Rows; i++)
        {
            ReadOnlySpan<int> columns = terms.Columns(i);
            ReadOnlySpan<float> values = terms.Values(i);
            Span<float> sums = z.Slice(i * units, units);
            for (int j = 0; j < columns.Length; j++)
            {
                TensorPrimitives.MultiplyAdd(weights.Value.AsSpan(columns[j] * units, units), values[j], sums, sums);
            }
        }
    }

    public override void Backward(Pass pass)
    {
        dense.Backward(pass);
        ReadOnlySpan<float> slopes = Output.Slopes(pass);
        weights.Touched!.Clear();
        for (int i = 0; i < pass.Rows; i++)
        {
            ReadOnlySpan<int> columns = terms.Columns(i);
            ReadOnlySpan<float> values = terms.Values(i), slope = slopes.Slice(i * units, units);
            for (int j = 0; j < columns.Length; j++)
            {
                Span<float> gradient = weights.Gradient.AsSpan(columns[j] * units, units);
                if (weights.Touched.Add(columns[j]))
                {
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
