using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Normalises the channels of each item by themselves, then scales and shifts them.</summary>
internal sealed class LayerNormOp(Tensor input, ParameterSource source) : Op(input, input with { NeedsGradient = true })
{
    private const double Epsilon = 1e-5;

    private readonly Parameter scale = source.Vector(input.Channels), shift = source.Vector(input.Channels);
    private readonly float[] work = new float[input.Channels];
    private float[] normalised = [], factors = [];

    public override IReadOnlyList<Parameter> Parameters => [scale, shift];

    public override void Initialise(Rng rng) => scale.Value.AsSpan().Fill(1);

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int channels = Input.Channels;
        if (normalised.Length < x.Length)
        {
            (normalised, factors) = (new float[x.Length], new float[x.Length / channels]);
        }

        for (int item = 0; item < x.Length / channels; item++)
        {
            Span<float> here = normalised.AsSpan(item * channels, channels), target = y.Slice(item * channels, channels);
            ReadOnlySpan<float> from = x.Slice(item * channels, channels);
            float mean = TensorPrimitives.Sum(from) / channels;
            TensorPrimitives.Subtract(from, mean, here);
            factors[item] = (float)(1 / Math.Sqrt(TensorPrimitives.SumOfSquares<float>(here) / channels + Epsilon));
            TensorPrimitives.Multiply(here, factors[item], here);
            TensorPrimitives.MultiplyAdd(here, scale.Value, shift.Value, target);
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> dy = Output.Slopes(pass);
        int channels = Input.Channels;
        ChannelSums.Of(dy, shift.Gradient);
        Span<float> scaleGradient = scale.Gradient;
        scaleGradient.Clear();
        Span<float> dx = Input.NeedsGradient ? Input.Slopes(pass) : default;
        for (int item = 0; item < dy.Length / channels; item++)
        {
            ReadOnlySpan<float> hat = normalised.AsSpan(item * channels, channels), slope = dy.Slice(item * channels, channels);
            TensorPrimitives.MultiplyAdd(slope, hat, scaleGradient, scaleGradient);
            if (!dx.IsEmpty)
            {
                // dx = factor · (g − mean(g) − x̂ · mean(g·x̂)) with g = dy · scale.
                TensorPrimitives.Multiply(slope, scale.Value, work);
                float mean = TensorPrimitives.Sum<float>(work) / channels, product = TensorPrimitives.Dot(work, hat) / channels;
                Span<float> target = dx.Slice(item * channels, channels);
                TensorPrimitives.MultiplyAdd(hat, -product, work, target);
                TensorPrimitives.Subtract(target, mean, target);
                TensorPrimitives.Multiply(target, factors[item], target);
            }
        }
    }
}
