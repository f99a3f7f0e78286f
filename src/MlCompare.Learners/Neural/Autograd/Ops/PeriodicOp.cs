using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>See <see cref="Layer.Periodic"/>: the input, then for each of the first columns Σ over f of cos(2π(x·w_f + p_f))·W_fe + b_e.</summary>
internal sealed class PeriodicOp : Op
{
    private readonly int columns, frequencies, width;
    private readonly Parameter waves, phases, weights, bias;
    private float[] cosines = [], sines = [];

    public PeriodicOp(Tensor input, Layer.Periodic layer, ParameterSource source)
        : base(input, input with { Shape = layer.After(input.Shape), NeedsGradient = true })
    {
        (columns, frequencies, width) = (layer.Columns, layer.Frequencies, layer.Width);
        waves = source.Weights(columns * frequencies, layer.Deviation);
        phases = source.Vector(columns * frequencies);
        weights = source.Weights(columns * frequencies * width, 1 / Math.Sqrt(frequencies));
        bias = source.Vector(columns * width);
    }

    public override IReadOnlyList<Parameter> Parameters => [waves, phases, weights, bias];

    public override void Initialise(Rng rng)
    {
        base.Initialise(rng);
        foreach (ref float phase in phases.Value.AsSpan())
        {
            phase = (float)rng.NextDouble(-0.5, 0.5);
        }
    }

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int items = Input.Items(pass), angles = columns * frequencies;
        if (cosines.Length < items * angles)
        {
            (cosines, sines) = (new float[items * angles], new float[items * angles]);
        }

        Span<float> z = cosines.AsSpan(0, items * angles), s = sines.AsSpan(0, items * angles);
        for (int i = 0; i < items * angles; i++)
        {
            float angle = x[i / angles * Input.Channels + i % angles / frequencies] * waves.Value[i % angles] + phases.Value[i % angles];
            // Whole turns change nothing but the precision.
            z[i] = MathF.Tau * (angle - MathF.Round(angle));
        }

        TensorPrimitives.Sin(z, s);
        TensorPrimitives.Cos(z, z);
        for (int item = 0; item < items; item++)
        {
            Span<float> target = y.Slice(item * Output.Channels, Output.Channels);
            x.Slice(item * Input.Channels, Input.Channels).CopyTo(target);
            Span<float> made = target[Input.Channels..];
            bias.Value.CopyTo(made);
            for (int a = 0; a < angles; a++)
            {
                float cosine = z[item * angles + a];
                for (int e = 0; e < width; e++)
                {
                    made[a / frequencies * width + e] += cosine * weights.Value[a * width + e];
                }
            }
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.NeedsGradient ? Input.Slopes(pass) : default;
        int items = Input.Items(pass), angles = columns * frequencies;
        foreach (Parameter parameter in (ReadOnlySpan<Parameter>)[waves, phases, weights, bias])
        {
            parameter.Gradient.AsSpan().Clear();
        }

        for (int item = 0; item < items; item++)
        {
            ReadOnlySpan<float> slope = dy.Slice(item * Output.Channels, Output.Channels), made = slope[Input.Channels..];
            TensorPrimitives.Add(bias.Gradient, made, bias.Gradient);
            Span<float> target = dx.IsEmpty ? default : dx.Slice(item * Input.Channels, Input.Channels);
            slope[..target.Length].CopyTo(target);
            for (int a = 0; a < angles; a++)
            {
                int column = a / frequencies, at = item * angles + a;
                float byCosine = 0;
                for (int e = 0; e < width; e++)
                {
                    float here = made[column * width + e];
                    byCosine += here * weights.Value[a * width + e];
                    weights.Gradient[a * width + e] += here * cosines[at];
                }

                float byAngle = -MathF.Tau * sines[at] * byCosine;
                phases.Gradient[a] += byAngle;
                waves.Gradient[a] += byAngle * x[item * Input.Channels + column];
                if (!target.IsEmpty)
                {
                    target[column] += byAngle * waves.Value[a];
                }
            }
        }
    }
}
