using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Bends every number by itself; the slopes are made with the values, while both are in the cache.</summary>
/// <param name="inPlace">Max(0, ·) may overwrite its input: the op before does not need its output.</param>
/// <param name="dropout">Rate of the dropout that follows, done in one go; 0 for none, and with max(0, ·).</param>
internal sealed class ActivationOp(Tensor input, Activation function, bool inPlace, double dropout = 0) : Op(input, input with { NeedsGradient = true })
{
    // Numbers bent at a time, a multiple of those of a random draw: what dropout then scales is still in the first-level cache.
    private const int Chunk = 2048;

    private float[] derivative = [];

    public override void Forward(Pass pass)
    {
        Span<float> z = Input.Values(pass);
        if (function == Activation.Relu)
        {
            if (inPlace)
            {
                Output.Share(Input);
            }

            TensorPrimitives.Max(z, 0f, Output.Values(pass));
            return;
        }

        if (derivative.Length < z.Length)
        {
            derivative = new float[z.Length];
        }

        Span<float> y = Output.Values(pass);
        for (int from = 0; from < z.Length; from += Chunk)
        {
            int count = Math.Min(Chunk, z.Length - from);
            Span<float> value = y.Slice(from, count), slope = derivative.AsSpan(from, count);
            Activations.Apply(function, z.Slice(from, count), value, slope);
            if (dropout > 0 && pass.Rng is { } rng)
            {
                Dropout.Apply(dropout, rng, value, slope);
            }
        }
    }

    public override void Backward(Pass pass)
    {
        if (function == Activation.Relu)
        {
            if (inPlace)
            {
                Span<float> own = Output.Slopes(pass);
                Input.ShareSlopes(Output);
                ReluMask.Apply(Output.Values(pass), own, own);
            }
            else
            {
                ReluMask.Apply(Output.Values(pass), Output.Slopes(pass), Input.Slopes(pass));
            }

            return;
        }

        Span<float> slopes = Input.Slopes(pass);
        TensorPrimitives.Multiply(Output.Slopes(pass), derivative.AsSpan(0, slopes.Length), slopes);
    }
}
