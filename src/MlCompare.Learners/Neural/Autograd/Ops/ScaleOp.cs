using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Multiplies every channel by a learned factor; with <paramref name="members"/> each member has factors of its own.</summary>
internal sealed class ScaleOp(Tensor input, int members, bool randomSigns, float rateScale, ParameterSource source)
    : Op(input, input with { NeedsGradient = true })
{
    private readonly Parameter factors = source.Vector(members * input.Channels, rateScale);

    public override IReadOnlyList<Parameter> Parameters => [factors];

    public override void Initialise(Rng rng)
    {
        foreach (ref float factor in factors.Value.AsSpan())
        {
            factor = randomSigns && rng.NextInt(2) == 0 ? -1 : 1;
        }
    }

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int block = factors.Value.Length;
        for (int at = 0; at < x.Length; at += block)
        {
            TensorPrimitives.Multiply(x.Slice(at, block), factors.Value, y.Slice(at, block));
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> gradient = factors.Gradient, dx = Input.NeedsGradient ? Input.Slopes(pass) : default;
        int block = gradient.Length;
        gradient.Clear();
        for (int at = 0; at < x.Length; at += block)
        {
            TensorPrimitives.MultiplyAdd(x.Slice(at, block), dy.Slice(at, block), gradient, gradient);
            if (!dx.IsEmpty)
            {
                TensorPrimitives.Multiply(dy.Slice(at, block), factors.Value, dx.Slice(at, block));
            }
        }
    }
}
