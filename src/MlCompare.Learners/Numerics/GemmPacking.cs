using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Copies a part of a matrix into the panels that the register tiles of <see cref="Gemm"/> read: a panel holds
/// <c>width</c> rows (or columns), stored depth by depth, the missing ones filled with zeros.
/// </summary>
internal static unsafe class GemmPacking
{
    /// <summary>
    /// Packs <paramref name="count"/> lines of <paramref name="depth"/> numbers. Line i starts at <c>source + i·leading</c> when the
    /// lines are contiguous, else at <c>source + i</c> with <paramref name="leading"/> between its numbers.
    /// </summary>
    public static void Pack(bool contiguous, float* source, int leading, int count, int depth, int width, float* target)
    {
        for (int first = 0; first < count; first += width, target += (nint)width * depth)
        {
            int lines = Math.Min(width, count - first);
            if (contiguous)
            {
                Across(source + (nint)first * leading, leading, lines, depth, width, target);
            }
            else
            {
                Along(source + first, leading, lines, depth, width, target);
            }
        }
    }

    private static void Along(float* source, int leading, int lines, int depth, int width, float* target)
    {
        for (int p = 0; p < depth; p++, source += leading, target += width)
        {
            new ReadOnlySpan<float>(source, lines).CopyTo(new Span<float>(target, width));
            new Span<float>(target + lines, width - lines).Clear();
        }
    }

    private static void Across(float* source, int leading, int lines, int depth, int width, float* target)
    {
        int line = 0;
        if (Sse.IsSupported)
        {
            for (; line + 4 <= lines; line += 4)
            {
                Transpose4(source + (nint)line * leading, leading, depth, width, target + line);
            }
        }

        for (; line < width; line++)
        {
            float* from = source + (nint)line * leading;
            for (int p = 0; p < depth; p++)
            {
                target[(nint)p * width + line] = line < lines ? from[p] : 0;
            }
        }
    }

    private static void Transpose4(float* source, int leading, int depth, int width, float* target)
    {
        float* s0 = source, s1 = s0 + leading, s2 = s1 + leading, s3 = s2 + leading;
        int p = 0;
        for (; p + 4 <= depth; p += 4, target += (nint)4 * width)
        {
            Vector128<float> r0 = Vector128.Load(s0 + p), r1 = Vector128.Load(s1 + p);
            Vector128<float> r2 = Vector128.Load(s2 + p), r3 = Vector128.Load(s3 + p);
            Vector128<float> low01 = Sse.UnpackLow(r0, r1), low23 = Sse.UnpackLow(r2, r3);
            Vector128<float> high01 = Sse.UnpackHigh(r0, r1), high23 = Sse.UnpackHigh(r2, r3);
            Sse.MoveLowToHigh(low01, low23).Store(target);
            Sse.MoveHighToLow(low23, low01).Store(target + width);
            Sse.MoveLowToHigh(high01, high23).Store(target + 2 * (nint)width);
            Sse.MoveHighToLow(high23, high01).Store(target + 3 * (nint)width);
        }

        for (; p < depth; p++, target += width)
        {
            target[0] = s0[p];
            target[1] = s1[p];
            target[2] = s2[p];
            target[3] = s3[p];
        }
    }
}
