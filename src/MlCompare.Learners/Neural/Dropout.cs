using System.Numerics;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Neural;

/// <summary>Inverted dropout (Srivastava et al. 2014): sets activations to zero with a probability and scales the others up.</summary>
internal static class Dropout
{
    // 16 random bits a number, four numbers a draw.
    private const int Levels = 65536, Draws = 64, Chunk = 4 * Draws;

    /// <summary>Applies one random mask to the activations and to their slopes. The rate is rounded to 1/65,536.</summary>
    public static void Apply(double rate, Rng rng, Span<float> activations, Span<float> slopes)
    {
        int threshold = (int)Math.Round(rate * Levels), lanes = Vector<float>.Count;
        float keep = (float)Levels / (Levels - threshold);
        Span<ulong> draws = stackalloc ulong[Draws];
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<ulong, ushort>(draws);
        Vector<uint> least = new((uint)threshold);
        for (int from = 0; from < activations.Length; from += Chunk)
        {
            int count = Math.Min(Chunk, activations.Length - from), i = 0;
            foreach (ref ulong draw in draws[..((count + 3) / 4)])
            {
                draw = rng.NextUInt64();
            }

            Span<float> values = activations.Slice(from, count), slope = slopes.Slice(from, count);
            for (; i <= count - 2 * lanes; i += 2 * lanes)
            {
                Vector.Widen(new Vector<ushort>(bits[i..]), out Vector<uint> low, out Vector<uint> high);
                Multiply(Vector.GreaterThanOrEqual(low, least), keep, values[i..], slope[i..]);
                Multiply(Vector.GreaterThanOrEqual(high, least), keep, values[(i + lanes)..], slope[(i + lanes)..]);
            }

            for (; i < count; i++)
            {
                float factor = bits[i] < threshold ? 0 : keep;
                values[i] *= factor;
                slope[i] *= factor;
            }
        }
    }

    private static void Multiply(Vector<uint> open, float keep, Span<float> values, Span<float> slopes)
    {
        Vector<float> factor = Vector.ConditionalSelect(Vector.AsVectorInt32(open), new Vector<float>(keep), Vector<float>.Zero);
        (new Vector<float>(values) * factor).CopyTo(values);
        (new Vector<float>(slopes) * factor).CopyTo(slopes);
    }
}
