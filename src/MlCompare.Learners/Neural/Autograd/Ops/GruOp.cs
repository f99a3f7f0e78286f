using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// See <see cref="Layer.Gru"/>. The inputs' part of all gates is one product over all positions; the states' part is one product a
/// position over the rows, whose states it reads where they lie in the output. Positions past a text's end have state 0.
/// </summary>
internal sealed class GruOp : Op
{
    private readonly int channels, units, ways;
    private readonly Parameter inWeights, inBias, stateWeights, stateBias;

    // Way × row × position × units: gates r, z, n as they act, W·h + b of the candidate, slopes of both sums; rows × units at a position.
    private float[] gates = [], candidates = [], inSlopes = [], stateSlopes = [];
    private float[] sums = [], carry = [];
    private readonly float[] work;

    public GruOp(Tensor input, Layer.Gru layer, double gain, ParameterSource source)
        : base(input, input with { Shape = layer.After(input.Shape), NeedsGradient = true })
    {
        (channels, units, ways) = (input.Channels, layer.Units, layer.BothWays ? 2 : 1);
        inWeights = source.Weights(ways * channels * 3 * units, Math.Sqrt(gain / channels));
        inBias = source.Vector(ways * 3 * units);
        stateWeights = source.Weights(ways * units * 3 * units, Math.Sqrt(1.0 / units));
        stateBias = source.Vector(ways * 3 * units);
        work = new float[units];
    }

    public override IReadOnlyList<Parameter> Parameters => [inWeights, inBias, stateWeights, stateBias];

    public override void Forward(Pass pass)
    {
        int items = Input.Items(pass), positions = Input.Positions(pass), rows = Input.Rows(pass), wide = 3 * units;
        if (gates.Length < ways * items * wide)
        {
            (gates, candidates) = (new float[ways * items * wide], new float[ways * items * units]);
            (inSlopes, stateSlopes) = (new float[ways * items * wide], new float[ways * items * wide]);
        }

        if (sums.Length < rows * wide)
        {
            (sums, carry) = (new float[rows * wide], new float[rows * units]);
        }

        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        for (int way = 0; way < ways; way++)
        {
            Span<float> g = gates.AsSpan(way * items * wide, items * wide);
            Repeat(inBias.Value.AsSpan(way * wide, wide), g);
            Gemm.Run(false, false, items, wide, channels, 1, x, channels, Of(inWeights.Value, way, channels), wide, 1, g, wide);
            for (int step = 0; step < positions; step++)
            {
                int at = way == 0 ? step : positions - 1 - step, before = way == 0 ? at - 1 : at + 1;
                Span<float> s = sums.AsSpan(0, rows * wide);
                Repeat(stateBias.Value.AsSpan(way * wide, wide), s);
                if (step > 0)
                {
                    Gemm.Run(
                        false, false, rows, wide, units, 1, y[Place(before, way)..], positions * ways * units, Of(stateWeights.Value, way, units), wide, 1, s, wide);
                }

                for (int row = 0; row < rows; row++)
                {
                    int item = row * positions + at;
                    Span<float> state = y.Slice(Place(item, way), units);
                    if (at >= Counted(pass, row, positions))
                    {
                        state.Clear();
                        continue;
                    }

                    Step(
                        g.Slice(item * wide, wide), s.Slice(row * wide, wide), candidates.AsSpan((way * items + item) * units, units),
                        step > 0 ? y.Slice(Place(row * positions + before, way), units) : [], state);
                }
            }
        }
    }

    public override void Backward(Pass pass)
    {
        int items = Input.Items(pass), positions = Input.Positions(pass), rows = Input.Rows(pass), wide = 3 * units;
        ReadOnlySpan<float> x = Input.Values(pass), y = Output.Values(pass), dy = Output.Slopes(pass);
        for (int way = 0; way < ways; way++)
        {
            Span<float> ds = stateSlopes.AsSpan(way * items * wide, items * wide), dg = inSlopes.AsSpan(way * items * wide, items * wide);
            carry.AsSpan(0, rows * units).Clear();
            for (int step = positions - 1; step >= 0; step--)
            {
                int at = way == 0 ? step : positions - 1 - step, before = way == 0 ? at - 1 : at + 1;
                for (int row = 0; row < rows; row++)
                {
                    int item = row * positions + at;
                    if (at >= Counted(pass, row, positions))
                    {
                        dg.Slice(item * wide, wide).Clear();
                        ds.Slice(item * wide, wide).Clear();
                        continue;
                    }

                    Span<float> dh = carry.AsSpan(row * units, units);
                    TensorPrimitives.Add(dh, dy.Slice(Place(item, way), units), dh);
                    StepBack(
                        gates.AsSpan((way * items + item) * wide, wide), candidates.AsSpan((way * items + item) * units, units),
                        step > 0 ? y.Slice(Place(row * positions + before, way), units) : [], dh, dg.Slice(item * wide, wide), ds.Slice(item * wide, wide));
                }

                if (step > 0)
                {
                    Gemm.Run(false, true, rows, units, wide, 1, ds[(at * wide)..], positions * wide, Of(stateWeights.Value, way, units), wide, 1, carry, units);
                }
            }

            SetGradients(way, items, positions, rows, x, y);
            if (Input.NeedsGradient)
            {
                Gemm.Run(false, true, items, channels, wide, 1, dg, wide, Of(inWeights.Value, way, channels), wide, way, Input.Slopes(pass), channels);
            }
        }
    }

    private void SetGradients(int way, int items, int positions, int rows, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        int wide = 3 * units;
        Span<float> ds = stateSlopes.AsSpan(way * items * wide, items * wide), dg = inSlopes.AsSpan(way * items * wide, items * wide);
        ChannelSums.Of(dg, inBias.Gradient.AsSpan(way * wide, wide));
        ChannelSums.Of(ds, stateBias.Gradient.AsSpan(way * wide, wide));
        Gemm.Run(true, false, channels, wide, items, 1, x, channels, dg, wide, 0, Of(inWeights.Gradient, way, channels), wide);
        // One product over all positions: every state beside the slopes of the position after it, which count nothing at the first one.
        for (int row = 0; row < rows; row++)
        {
            ds.Slice((row * positions + (way == 0 ? 0 : positions - 1)) * wide, wide).Clear();
        }

        int pairs = items - 1, stride = ways * units;
        Span<float> target = Of(stateWeights.Gradient, way, units);
        if (pairs == 0)
        {
            target.Clear();
            return;
        }

        Gemm.Run(true, false, units, wide, pairs, 1, y[Place(way, way)..], stride, way == 0 ? ds[wide..] : ds, wide, 0, target, wide);
    }

    /// <summary>One state; the gates come as the inputs' part of their sums.</summary>
    private void Step(Span<float> g, ReadOnlySpan<float> s, Span<float> q, ReadOnlySpan<float> before, Span<float> state)
    {
        Span<float> both = g[..(2 * units)], z = g.Slice(units, units), n = g[(2 * units)..];
        TensorPrimitives.Add(both, s[..(2 * units)], both);
        TensorPrimitives.Sigmoid(both, both);
        s[(2 * units)..].CopyTo(q);
        TensorPrimitives.MultiplyAdd(q, g[..units], n, n);
        TensorPrimitives.Tanh(n, n);
        TensorPrimitives.Negate(n, work);
        if (!before.IsEmpty)
        {
            TensorPrimitives.Add(work, before, work);
        }

        TensorPrimitives.MultiplyAdd(work, z, n, state);
    }

    /// <summary>Slopes of both parts of the gates' sums; <paramref name="dh"/> becomes what goes past the gates to the state before.</summary>
    private void StepBack(ReadOnlySpan<float> g, ReadOnlySpan<float> q, ReadOnlySpan<float> before, Span<float> dh, Span<float> dg, Span<float> ds)
    {
        ReadOnlySpan<float> r = g[..units], z = g.Slice(units, units), n = g[(2 * units)..];
        Span<float> dr = dg[..units], dz = dg.Slice(units, units), dn = dg[(2 * units)..];
        // dz = dh · (before − n) · z · (1 − z).
        TensorPrimitives.Negate(n, dz);
        if (!before.IsEmpty)
        {
            TensorPrimitives.Add(dz, before, dz);
        }

        TensorPrimitives.Multiply(dz, dh, dz);
        TensorPrimitives.Multiply(dz, z, dz);
        TensorPrimitives.Subtract(1f, z, work);
        TensorPrimitives.Multiply(dz, work, dz);
        // dn = dh · (1 − z) · (1 − n²).
        TensorPrimitives.Multiply(dh, work, dn);
        TensorPrimitives.Multiply(n, n, work);
        TensorPrimitives.Subtract(1f, work, work);
        TensorPrimitives.Multiply(dn, work, dn);
        // dr = dn · q · r · (1 − r).
        TensorPrimitives.Multiply(dn, q, dr);
        TensorPrimitives.Multiply(dr, r, dr);
        TensorPrimitives.Subtract(1f, r, work);
        TensorPrimitives.Multiply(dr, work, dr);
        dg[..(2 * units)].CopyTo(ds);
        TensorPrimitives.Multiply(dn, r, ds[(2 * units)..]);
        TensorPrimitives.Multiply(dh, z, dh);
    }

    private int Place(int item, int way) => (item * ways + way) * units;

    private Span<float> Of(float[] numbers, int way, int inputs) => numbers.AsSpan(way * inputs * 3 * units, inputs * 3 * units);

    private int Counted(Pass pass, int row, int positions) => Input.IsSequence ? pass.Lengths[row / Input.Members] : positions;

    private static void Repeat(ReadOnlySpan<float> line, Span<float> target)
    {
        for (int at = 0; at < target.Length; at += line.Length)
        {
            line.CopyTo(target[at..]);
        }
    }
}
