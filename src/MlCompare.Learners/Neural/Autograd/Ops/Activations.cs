using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Values and derivatives of the activations. Every number comes out the same wherever it stands in a batch.</summary>
internal static class Activations
{
    // √(2/π) and 0.044715: the tanh form of Hendrycks and Gimpel (2016).
    private const float GeluSlope = 0.7978845608f, GeluCube = 0.044715f;

    // Fixed point of mean 0 and variance 1 (Klambauer et al. 2017).
    private const float SeluAlpha = 1.6732632423f, SeluScale = 1.0507009873f;

    // e^20 squared still fits a float; tanh(softplus(20)) is 1 in float.
    private const float MishCap = 20;

    public static void Apply(Activation function, ReadOnlySpan<float> z, Span<float> value, Span<float> slope)
    {
        switch (function)
        {
            case Activation.Silu:
                SiluKernel.Apply(z, value, slope);
                break;
            case Activation.Gelu:
                Each(z, value, slope, default(GeluInner));
                TensorPrimitives.Tanh(slope, slope);
                Each(z, value, slope, default(Gelu));
                break;
            case Activation.Selu:
                TensorPrimitives.Min(z, 0f, slope);
                TensorPrimitives.Exp(slope, slope);
                Each(z, value, slope, default(Selu));
                break;
            case Activation.Mish:
                TensorPrimitives.Min(z, MishCap, slope);
                TensorPrimitives.Exp(slope, slope);
                Each(z, value, slope, default(Mish));
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(z, slope);
                Each(z, value, slope, default(Tanh));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, null);
        }
    }

    /// <summary>What is left to do once the transcendental part of a number stands in <c>slope</c>.</summary>
    private interface IFunction
    {
        (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner);
    }

    private static void Each<T>(ReadOnlySpan<float> z, Span<float> value, Span<float> slope, T function)
        where T : struct, IFunction
    {
        int lanes = Vector<float>.Count, i = 0;
        ref float z0 = ref MemoryMarshal.GetReference(z), v0 = ref MemoryMarshal.GetReference(value), s0 = ref MemoryMarshal.GetReference(slope);
        for (; i <= z.Length - lanes; i += lanes)
        {
            (Vector<float> v, Vector<float> s) = function.Of(Vector.LoadUnsafe(ref z0, (nuint)i), Vector.LoadUnsafe(ref s0, (nuint)i));
            v.StoreUnsafe(ref v0, (nuint)i);
            s.StoreUnsafe(ref s0, (nuint)i);
        }

        for (; i < z.Length; i++)
        {
            (Vector<float> v, Vector<float> s) = function.Of(new Vector<float>(z[i]), new Vector<float>(slope[i]));
            value[i] = v[0];
            slope[i] = s[0];
        }
    }

    private readonly struct GeluInner : IFunction
    {
        public (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner) =>
            (z, GeluSlope * (z + GeluCube * (z * z * z)));
    }

    private readonly struct Gelu : IFunction
    {
        public (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner)
        {
            Vector<float> half = 0.5f * (Vector<float>.One + inner);
            Vector<float> bend = 0.5f * z * (Vector<float>.One - inner * inner) * (GeluSlope * (Vector<float>.One + 3 * GeluCube * (z * z)));
            return (z * half, half + bend);
        }
    }

    private readonly struct Selu : IFunction
    {
        public (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner)
        {
            Vector<int> positive = Vector.GreaterThan(z, Vector<float>.Zero);
            Vector<float> scaled = SeluScale * SeluAlpha * inner;
            return (
                Vector.ConditionalSelect(positive, SeluScale * z, scaled - new Vector<float>(SeluScale * SeluAlpha)),
                Vector.ConditionalSelect(positive, new Vector<float>(SeluScale), scaled));
        }
    }

    private readonly struct Mish : IFunction
    {
        public (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner)
        {
            // tanh(ln(1 + e)) = (e² + 2e) / (e² + 2e + 2).
            Vector<float> n = inner * (inner + new Vector<float>(2)), t = n / (n + new Vector<float>(2));
            Vector<float> sigmoid = inner / (Vector<float>.One + inner);
            return (z * t, t + z * sigmoid * (Vector<float>.One - t * t));
        }
    }

    private readonly struct Tanh : IFunction
    {
        public (Vector<float> Value, Vector<float> Slope) Of(Vector<float> z, Vector<float> inner) =>
            (inner, Vector<float>.One - inner * inner);
    }
}
