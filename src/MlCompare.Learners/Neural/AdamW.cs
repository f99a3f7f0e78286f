using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019). The decay of a step is rate × decay, not scaled by
/// <see cref="Parameter.RateScale"/>; without relative rates this is PyTorch's AdamW.
/// </summary>
/// <param name="relative">Multiplies the rate of each parameter by its <see cref="Parameter.RateScale"/>.</param>
/// <param name="gate">Null moves all weights.</param>
internal sealed class AdamW(double decay, double beta1 = 0.9, double beta2 = 0.99, double epsilon = 1e-8, bool relative = true, GradientGate? gate = null)
{
    private int steps;
    private float rate, shrink = 1;
    private double firstCorrection, secondCorrection;

    /// <summary>Begins the next step with this learning rate; gradients count times <paramref name="gradientScale"/> (clipping).</summary>
    public void Begin(double learningRate, double gradientScale = 1)
    {
        steps++;
        rate = (float)learningRate;
        shrink = (float)gradientScale;
        gate?.Begin(steps);
        firstCorrection = 1 - Math.Pow(beta1, steps);
        secondCorrection = 1 - Math.Pow(beta2, steps);
    }

    /// <summary>Updates all of a parameter, or the rows that the batch touched; moves a running figure by its share.</summary>
    public void Update(Parameter parameter)
    {
        if (parameter.Momentum > 0)
        {
            TensorPrimitives.Lerp(parameter.Value, parameter.Gradient, parameter.Momentum, parameter.Value);
        }
        else if (parameter.Touched is { } touched)
        {
            UpdateRows(parameter, touched.Rows, touched.Width);
        }
        else
        {
            Update(parameter, 0, parameter.Value.Length);
        }
    }

    /// <summary>Updates only the given rows of <paramref name="width"/> weights.</summary>
    public void UpdateRows(Parameter parameter, List<int> rows, int width)
    {
        foreach (int row in rows)
        {
            Update(parameter, row * width, width);
        }
    }

    private void Update(Parameter parameter, int start, int length)
    {
        Span<float> value = parameter.Value.AsSpan(start, length);
        Span<float> gradient = parameter.Gradient.AsSpan(start, length);
        Span<float> first = parameter.FirstMoment.AsSpan(start, length);
        Span<float> second = parameter.SecondMoment.AsSpan(start, length);
        float b1 = (float)beta1, b2 = (float)beta2, eps = (float)epsilon;
        float keep = parameter.Decays ? (float)(1 - rate * decay) : 1;
        float step = (float)(rate * (relative ? parameter.RateScale : 1) / firstCorrection);
        float unbias = (float)(1 / Math.Sqrt(secondCorrection));
        if (gate is not null)
        {
            Span<float> spread = parameter.Spread.AsSpan(start, length);
            for (int k = 0; k < length; k++)
            {
                float g = gradient[k] * shrink;
                spread[k] = gate.Spread(spread[k], g - first[k]);
                first[k] = b1 * first[k] + (1 - b1) * g;
                second[k] = b2 * second[k] + (1 - b2) * (g * g);
                float open = gate.Open(first[k] / (float)firstCorrection, spread[k]);
                value[k] = value[k] * keep - open * step * first[k] / (MathF.Sqrt(second[k]) * unbias + eps);
            }

            return;
        }

        int i = 0;
        ref float g0 = ref MemoryMarshal.GetReference(gradient), m0 = ref MemoryMarshal.GetReference(first);
        ref float v0 = ref MemoryMarshal.GetReference(second), w0 = ref MemoryMarshal.GetReference(value);
        for (; i <= length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<float> g = Vector512.LoadUnsafe(ref g0, (nuint)i) * shrink;
            Vector512<float> m = b1 * Vector512.LoadUnsafe(ref m0, (nuint)i) + (1 - b1) * g;
            Vector512<float> v = b2 * Vector512.LoadUnsafe(ref v0, (nuint)i) + (1 - b2) * (g * g);
            m.StoreUnsafe(ref m0, (nuint)i);
            v.StoreUnsafe(ref v0, (nuint)i);
            Vector512<float> scale = Vector512.Sqrt(v) * unbias + Vector512.Create(eps);
            (Vector512.LoadUnsafe(ref w0, (nuint)i) * keep - step * m / scale).StoreUnsafe(ref w0, (nuint)i);
        }

        for (; i < length; i++)
        {
            float g = gradient[i] * shrink;
            first[i] = b1 * first[i] + (1 - b1) * g;
            second[i] = b2 * second[i] + (1 - b2) * (g * g);
            value[i] = value[i] * keep - step * first[i] / (MathF.Sqrt(second[i]) * unbias + eps);
        }
    }
}
