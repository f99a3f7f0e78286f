using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Bends every number by itself; the slopes are made with the values, while both are in the cache.</summary>
/// <param name="dropout">Rate of the dropout that follows, done in one go; 0 for none, and with max(0, ·).</param>
internal sealed class ActivationOp(Tensor input, Activation function, double dropout) : Op(input, input with { NeedsGradient = true })
{
    private float[] derivative = [];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> z = Input.Values(pass);
        if (function == Activation.Relu)
        {
            TensorPrimitives.Max(z, 0f, Output.Values(pass));
            return;
        }

        if (derivative.Length < z.Length)
        {
            derivative = new float[z.Length];
        }

        Activations.Apply(function, z, Output.Values(pass), derivative.AsSpan(0, z.Length));
        if (dropout > 0 && pass.Rng is { } rng)
        {
            Dropout.Apply(dropout, rng, Output.Values(pass), derivative.AsSpan(0, z.Length));
        }
    }

    public override void Backward(Pass pass)
    {
        Span<float> slopes = Input.Slopes(pass);
        if (function == Activation.Relu)
        {
            ReluMask.Apply(Output.Values(pass), Output.Slopes(pass), slopes);
            return;
        }

        TensorPrimitives.Multiply(Output.Slopes(pass), derivative.AsSpan(0, slopes.Length), slopes);
    }
}
