using System.Numerics;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Sums over the items of an items × channels array, for each channel.</summary>
internal static class ChannelSums
{
    // Floats are summed over so many items at a time, these sums in double: rounding stays that of a few additions.
    private const int Chunk = 64;

    public static void Of(ReadOnlySpan<float> values, Span<float> sums)
    {
        Span<double> exact = sums.Length <= 1024 ? stackalloc double[sums.Length] : new double[sums.Length];
        exact.Clear();
        Add(values, exact);
        for (int c = 0; c < sums.Length; c++)
        {
            sums[c] = (float)exact[c];
        }
    }

    /// <summary>sums += Σ values.</summary>
    public static void Add(ReadOnlySpan<float> values, Span<double> sums) => Each(values, values, sums, default(Plain));

    /// <summary>sums += Σ x · y.</summary>
    public static void AddProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<double> sums) => Each(x, y, sums, default(Product));

    private static void Each<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<double> sums, TTerm term)
        where TTerm : struct, ITerm
    {
        int channels = sums.Length, items = x.Length / channels, lanes = Vector<float>.Count;
        ref float x0 = ref MemoryMarshal.GetReference(x);
        ref float y0 = ref MemoryMarshal.GetReference(y);
        for (int from = 0; from < items; from += Chunk)
        {
            int to = Math.Min(items, from + Chunk), c = 0;
            for (; c <= channels - lanes; c += lanes)
            {
                Vector<float> sum = Vector<float>.Zero;
                for (int i = from; i < to; i++)
                {
                    nuint at = (nuint)(i * channels + c);
                    sum += term.Of(Vector.LoadUnsafe(ref x0, at), Vector.LoadUnsafe(ref y0, at));
                }

                for (int lane = 0; lane < lanes; lane++)
                {
                    sums[c + lane] += sum[lane];
                }
            }

            for (; c < channels; c++)
            {
                float sum = 0;
                for (int i = from; i < to; i++)
                {
                    sum += term.Of(x[i * channels + c], y[i * channels + c]);
                }

                sums[c] += sum;
            }
        }
    }

    private interface ITerm
    {
        Vector<float> Of(Vector<float> x, Vector<float> y);

        float Of(float x, float y);
    }

    private readonly struct Plain : ITerm
    {
        public Vector<float> Of(Vector<float> x, Vector<float> y) => x;

        public float Of(float x, float y) => x;
    }

    private readonly struct Product : ITerm
    {
        public Vector<float> Of(Vector<float> x, Vector<float> y) => x * y;

        public float Of(float x, float y) => x * y;
    }
}
