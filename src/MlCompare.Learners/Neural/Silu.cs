using System.Numerics;
using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural;

/// <summary>z·σ(z), the sigmoid linear unit (Hendrycks and Gimpel 2016; Elfwing et al. 2018).</summary>
internal static class Silu
{
    /// <summary>Activations of <paramref name="z"/>; may be the same span.</summary>
    public static void Apply(ReadOnlySpan<float> z, Span<float> sigmoid, Span<float> activations)
    {
        TensorPrimitives.Sigmoid(z, sigmoid);
        TensorPrimitives.Multiply(z, sigmoid, activations);
    }

    /// <summary>Activations, and in <paramref name="slopes"/> their derivative σ(z) + z·σ(z)·(1 − σ(z)).</summary>
    public static void ApplyWithSlope(ReadOnlySpan<float> z, Span<float> slopes, Span<float> activations)
    {
        Apply(z, slopes, activations);
        int i = 0;
        for (; i <= slopes.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sigmoid = new(slopes[i..]);
            Vector<float> activation = new(activations[i..]);
            (sigmoid + activation * (Vector<float>.One - sigmoid)).CopyTo(slopes[i..]);
        }

        for (; i < slopes.Length; i++)
        {
            slopes[i] += activations[i] * (1 - slopes[i]);
        }
    }
}
