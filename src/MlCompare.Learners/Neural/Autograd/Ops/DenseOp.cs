using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>x·W + b at every position; W is channels in × channels out, row-major.</summary>
internal sealed class DenseOp(Tensor input, int units, double gain, ParameterSource source)
    : Op(input, input with { Shape = input.Shape with { Channels = units }, NeedsGradient = true })
{
    private readonly Parameter weights = source.Weights(input.Channels * units, Math.Sqrt(gain / input.Channels)), bias = source.Vector(units);

    public override IReadOnlyList<Parameter> Parameters => [weights, bias];

    public override void Forward(Pass pass)
    {
        Span<float> output = Output.Values(pass);
        for (int at = 0; at < output.Length; at += units)
        {
            bias.Value.CopyTo(output[at..]);
        }

        if (units <= ThinProduct.MostOutputs)
        {
            ThinProduct.AddForward(Output.Items(pass), Input.Channels, units, Input.Values(pass), weights.Value, output);
            return;
        }

        Gemm.Run(false, false, Output.Items(pass), units, Input.Channels, 1, Input.Values(pass), Input.Channels, weights.Value, units, 1, output, units);
    }

    public override void Backward(Pass pass)
    {
        int items = Output.Items(pass), inputs = Input.Channels;
        ReadOnlySpan<float> slopes = Output.Slopes(pass);
        ChannelSums.Of(slopes, bias.Gradient);
        if (units <= ThinProduct.MostOutputs)
        {
            ThinProduct.Gradient(items, inputs, units, Input.Values(pass), slopes, weights.Gradient);
            if (Input.NeedsGradient)
            {
                ThinProduct.Backward(items, inputs, units, slopes, weights.Value, Input.Slopes(pass));
            }

            return;
        }

        Gemm.Run(true, false, inputs, units, items, 1, Input.Values(pass), inputs, slopes, units, 0, weights.Gradient, units);
        if (Input.NeedsGradient)
        {
            Gemm.Run(false, true, items, inputs, units, 1, slopes, units, weights.Value, units, 0, Input.Slopes(pass), inputs);
        }
    }
}
