using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Adds a learned vector for each position.</summary>
internal sealed class PositionsOp(Tensor input, double deviation, ParameterSource source) : Op(input, input with { NeedsGradient = true })
{
    private readonly Parameter vectors = source.Weights(input.Shape.Size, deviation);

    public override IReadOnlyList<Parameter> Parameters => [vectors];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int block = Input.Positions(pass) * Input.Channels;
        for (int at = 0; at < x.Length; at += block)
        {
            TensorPrimitives.Add(x.Slice(at, block), vectors.Value.AsSpan(0, block), y.Slice(at, block));
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> dy = Output.Slopes(pass);
        Span<float> gradient = vectors.Gradient;
        gradient.Clear();
        int block = Input.Positions(pass) * Input.Channels;
        for (int at = 0; at < dy.Length; at += block)
        {
            TensorPrimitives.Add(gradient[..block], dy.Slice(at, block), gradient[..block]);
        }

        Input.ShareSlopes(Output);
    }
}
