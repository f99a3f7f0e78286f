using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>x·W + b, with W and b of each member's own (members × channels in × channels out).</summary>
internal sealed class MemberDenseOp(Tensor input, int units, double gain, ParameterSource source)
    : Op(input, input with { Shape = input.Shape with { Channels = units }, NeedsGradient = true })
{
    private readonly Parameter weights = source.Weights(input.Members * input.Channels * units, Math.Sqrt(gain / input.Channels));
    private readonly Parameter bias = source.Vector(input.Members * units);

    public override IReadOnlyList<Parameter> Parameters => [weights, bias];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        for (int at = 0; at < y.Length; at += bias.Value.Length)
        {
            bias.Value.CopyTo(y[at..]);
        }

        (int members, int inputs) = (Input.Members, Input.Channels);
        for (int m = 0; m < members; m++)
        {
            Gemm.Run(
                false, false, pass.Rows, units, inputs, 1, x[(m * inputs)..], members * inputs, Of(weights.Value, m), units, 1, y[(m * units)..], members * units);
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass);
        ChannelSums.Of(dy, bias.Gradient);
        (int members, int inputs) = (Input.Members, Input.Channels);
        for (int m = 0; m < members; m++)
        {
            ReadOnlySpan<float> slopes = dy[(m * units)..];
            Gemm.Run(
                true, false, inputs, units, pass.Rows, 1, x[(m * inputs)..], members * inputs, slopes, members * units, 0, Of(weights.Gradient, m), units);
            Gemm.Run(
                false, true, pass.Rows, inputs, units, 1, slopes, members * units, Of(weights.Value, m), units, 0, dx[(m * inputs)..], members * inputs);
        }
    }

    private Span<float> Of(float[] numbers, int member) => numbers.AsSpan(member * Input.Channels * units, Input.Channels * units);
}
