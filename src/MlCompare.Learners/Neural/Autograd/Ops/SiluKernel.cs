using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// z·σ(z) (Hendrycks and Gimpel 2016; Elfwing et al. 2018) and its derivative in one pass. The exponential is 2^n·e^r with a polynomial for
/// |r| ≤ ln 2 / 2, right to about 2 units in the last place; every number comes out the same wherever it stands.
/// </summary>
internal static class SiluKernel
{
    // Beyond, 1 / (1 + e^x) is 0 or 1 in float, and 2^n would leave the range of exponents.
    private const float Most = 87;

    // ln 2 in two parts, so that n·ln 2 is exact in the first.
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    public static void Apply(ReadOnlySpan<float> z, Span<float> value, Span<float> slope)
    {
        int lanes = Vector512<float>.Count, i = 0;
        ref float z0 = ref MemoryMarshal.GetReference(z), v0 = ref MemoryMarshal.GetReference(value), s0 = ref MemoryMarshal.GetReference(slope);
        for (; i <= z.Length - lanes; i += lanes)
        {
            Vector512<float> x = Vector512.LoadUnsafe(ref z0, (nuint)i), sigmoid = Sigmoid(x), y = x * sigmoid;
            y.StoreUnsafe(ref v0, (nuint)i);
            (sigmoid + y * (Vector512<float>.One - sigmoid)).StoreUnsafe(ref s0, (nuint)i);
        }

        if (i < z.Length)
        {
            Span<float> rest = stackalloc float[lanes];
            rest.Clear();
            z[i..].CopyTo(rest);
            Vector512<float> x = Vector512.Create<float>(rest), sigmoid = Sigmoid(x), y = x * sigmoid;
            y.CopyTo(rest);
            rest[..(z.Length - i)].CopyTo(value[i..]);
            (sigmoid + y * (Vector512<float>.One - sigmoid)).CopyTo(rest);
            rest[..(z.Length - i)].CopyTo(slope[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sigmoid(Vector512<float> x)
    {
        // Min and max pass NaN on.
        Vector512<float> minus = Vector512.Min(Vector512.Max(-x, Vector512.Create(-Most)), Vector512.Create(Most));
        Vector512<float> n = Vector512.Round(minus * Log2E);
        Vector512<float> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2Low), Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2High), minus));
        // 1 + r + r²·(1/2 + r/6 + …), coefficients of Cephes (Moshier) for this interval.
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.MultiplyAddEstimate(p, r * r, r + Vector512<float>.One);
        Vector512<float> power = ((Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23).AsSingle();
        return Vector512<float>.One / (Vector512<float>.One + p * power);
    }
}
