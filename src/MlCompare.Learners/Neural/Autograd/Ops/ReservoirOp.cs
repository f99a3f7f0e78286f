using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>See <see cref="Layer.Reservoir"/>; what stands before it could be trained through it. Positions past a text's end have state 0.</summary>
internal sealed class ReservoirOp : Op
{
    private readonly Layer.Reservoir layer;
    private readonly int channels, units;
    private readonly Parameter inWeights, stateWeights, bias;

    // Row × position × units: tanh of the sums, later their slopes; rows × units at a position.
    private float[] inner = [], slopes = [], sums = [], carry = [];

    public ReservoirOp(Tensor input, Layer.Reservoir layer, ParameterSource source)
        : base(input, input with { Shape = layer.After(input.Shape), NeedsGradient = true })
    {
        (this.layer, channels, units) = (layer, input.Channels, layer.Units);
        inWeights = source.Fixed(channels * units, layer.InputScale / Math.Sqrt(channels));
        stateWeights = source.Fixed(units * units, 1 / Math.Sqrt(units));
        bias = source.Fixed(units, layer.InputScale / 2);
    }

    public override IReadOnlyList<Parameter> Parameters => [inWeights, stateWeights, bias];

    public override void Initialise(Rng rng)
    {
        inWeights.Initialise(rng);
        stateWeights.Initialise(rng);
        bias.Initialise(rng);
        double radius = SpectralRadius.Of(stateWeights.Value, units, rng);
        TensorPrimitives.Multiply(stateWeights.Value, (float)(layer.Radius / Math.Max(radius, 1e-12)), stateWeights.Value);
    }

    public override void Forward(Pass pass)
    {
        int items = Input.Items(pass), positions = Input.Positions(pass), rows = Input.Rows(pass);
        if (inner.Length < items * units)
        {
            (inner, slopes) = (new float[items * units], new float[items * units]);
        }

        if (sums.Length < rows * units)
        {
            (sums, carry) = (new float[rows * units], new float[rows * units]);
        }

        Span<float> y = Output.Values(pass), all = inner.AsSpan(0, items * units);
        for (int at = 0; at < all.Length; at += units)
        {
            bias.Value.CopyTo(all[at..]);
        }

        Gemm.Run(false, false, items, units, channels, 1, Input.Values(pass), channels, inWeights.Value, units, 1, all, units);
        for (int at = 0; at < positions; at++)
        {
            Span<float> s = sums.AsSpan(0, rows * units);
            s.Clear();
            if (at > 0)
            {
                Gemm.Run(false, false, rows, units, units, 1, y[((at - 1) * units)..], positions * units, stateWeights.Value, units, 0, s, units);
            }

            for (int row = 0; row < rows; row++)
            {
                int item = row * positions + at;
                Span<float> state = y.Slice(item * units, units), next = all.Slice(item * units, units);
                state.Clear();
                if (at >= Counted(pass, row, positions))
                {
                    continue;
                }

                TensorPrimitives.Add(next, s.Slice(row * units, units), next);
                TensorPrimitives.Tanh(next, next);
                TensorPrimitives.Multiply(next, (float)layer.Leak, state);
                if (at > 0)
                {
                    TensorPrimitives.MultiplyAdd(y.Slice((item - 1) * units, units), (float)(1 - layer.Leak), state, state);
                }
            }
        }
    }

    public override void Backward(Pass pass)
    {
        if (!Input.NeedsGradient)
        {
            return;
        }

        int items = Input.Items(pass), positions = Input.Positions(pass), rows = Input.Rows(pass);
        ReadOnlySpan<float> dy = Output.Slopes(pass);
        Span<float> all = slopes.AsSpan(0, items * units);
        carry.AsSpan(0, rows * units).Clear();
        for (int at = positions - 1; at >= 0; at--)
        {
            for (int row = 0; row < rows; row++)
            {
                int item = row * positions + at;
                Span<float> sum = all.Slice(item * units, units), dx = carry.AsSpan(row * units, units);
                if (at >= Counted(pass, row, positions))
                {
                    sum.Clear();
                    continue;
                }

                // leak · dx · (1 − tanh²); past the tanh goes the rest.
                ReadOnlySpan<float> bent = inner.AsSpan(item * units, units);
                TensorPrimitives.Add(dx, dy.Slice(item * units, units), dx);
                TensorPrimitives.Multiply(bent, bent, sum);
                TensorPrimitives.Subtract(1f, sum, sum);
                TensorPrimitives.Multiply(sum, dx, sum);
                TensorPrimitives.Multiply(sum, (float)layer.Leak, sum);
                TensorPrimitives.Multiply(dx, (float)(1 - layer.Leak), dx);
            }

            if (at > 0)
            {
                Gemm.Run(false, true, rows, units, units, 1, all[(at * units)..], positions * units, stateWeights.Value, units, 1, carry, units);
            }
        }

        Gemm.Run(false, true, items, channels, units, 1, all, units, inWeights.Value, units, 0, Input.Slopes(pass), channels);
    }

    private int Counted(Pass pass, int row, int positions) => Input.IsSequence ? pass.Lengths[row / Input.Members] : positions;
}
