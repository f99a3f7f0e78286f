using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// The products of a layer of few outputs, rows × inputs times inputs × outputs and the two of its way back: nothing as large as the rows is
/// packed, and no register is filled up with columns that are not there, which is what <see cref="Gemm"/> would do. The weights' transpose
/// (outputs × inputs) is made at each call. A row alone gives bit for bit what it gives among others.
/// </summary>
internal static class ThinProduct
{
    /// <summary>Most outputs for which this is faster than <see cref="Gemm"/> (measured with 256 inputs).</summary>
    public const int MostOutputs = 16;

    private const int Lanes = 16, Block = 4;

    [ThreadStatic]
    private static float[]? workspace;

    /// <summary>y (rows × outputs) += x (rows × inputs) · w (inputs × outputs).</summary>
    public static void AddForward(int rows, int inputs, int outputs, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        ReadOnlySpan<float> turned = Turned(w, inputs, outputs);
        ref float x0 = ref MemoryMarshal.GetReference(x), w0 = ref MemoryMarshal.GetReference(turned), y0 = ref MemoryMarshal.GetReference(y);
        for (int row = 0; row < rows; row++)
        {
            // Two rows at a time, the last one of an odd number twice over: what is loaded of the weights serves both.
            bool pair = row + 1 < rows;
            ref float line = ref Unsafe.Add(ref x0, row * inputs), sums = ref Unsafe.Add(ref y0, row * outputs);
            ref float line2 = ref pair ? ref Unsafe.Add(ref line, inputs) : ref line, sums2 = ref pair ? ref Unsafe.Add(ref sums, outputs) : ref sums;
            int j = 0;
            for (; j <= outputs - Block; j += Block)
            {
                (Vector128<float> four, Vector128<float> four2) = Dot4(ref line, ref line2, ref Unsafe.Add(ref w0, j * inputs), inputs);
                (four + Vector128.LoadUnsafe(ref sums, (nuint)j)).StoreUnsafe(ref sums, (nuint)j);
                if (pair)
                {
                    (four2 + Vector128.LoadUnsafe(ref sums2, (nuint)j)).StoreUnsafe(ref sums2, (nuint)j);
                }
            }

            for (; j < outputs; j++)
            {
                Unsafe.Add(ref sums, j) += Dot(ref line, ref Unsafe.Add(ref w0, j * inputs), inputs);
                if (pair)
                {
                    Unsafe.Add(ref sums2, j) += Dot(ref line2, ref Unsafe.Add(ref w0, j * inputs), inputs);
                }
            }

            row += pair ? 1 : 0;
        }
    }

    /// <summary>dw (inputs × outputs) ← xᵀ · dy (rows × outputs).</summary>
    public static void Gradient(int rows, int inputs, int outputs, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
    {
        ref float x0 = ref MemoryMarshal.GetReference(x), dy0 = ref MemoryMarshal.GetReference(dy);
        Span<float> part = stackalloc float[Lanes];
        for (int j = 0; j < outputs; j += 2)
        {
            int other = Math.Min(j + 1, outputs - 1);
            int i = 0;
            for (; i <= inputs - Block * Lanes; i += Block * Lanes)
            {
                Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
                for (int row = 0; row < rows; row++)
                {
                    ref float line = ref Unsafe.Add(ref x0, row * inputs + i);
                    Vector512<float> a = Vector512.Create(Unsafe.Add(ref dy0, row * outputs + j)), b = Vector512.Create(Unsafe.Add(ref dy0, row * outputs + other));
                    Vector512<float> v0 = Vector512.LoadUnsafe(ref line), v1 = Vector512.LoadUnsafe(ref line, Lanes);
                    Vector512<float> v2 = Vector512.LoadUnsafe(ref line, 2 * Lanes), v3 = Vector512.LoadUnsafe(ref line, 3 * Lanes);
                    a0 = Vector512.MultiplyAddEstimate(a, v0, a0);
                    a1 = Vector512.MultiplyAddEstimate(a, v1, a1);
                    a2 = Vector512.MultiplyAddEstimate(a, v2, a2);
                    a3 = Vector512.MultiplyAddEstimate(a, v3, a3);
                    b0 = Vector512.MultiplyAddEstimate(b, v0, b0);
                    b1 = Vector512.MultiplyAddEstimate(b, v1, b1);
                    b2 = Vector512.MultiplyAddEstimate(b, v2, b2);
                    b3 = Vector512.MultiplyAddEstimate(b, v3, b3);
                }

                Scatter(a0, b0, part, dw, i, j, other, outputs);
                Scatter(a1, b1, part, dw, i + Lanes, j, other, outputs);
                Scatter(a2, b2, part, dw, i + 2 * Lanes, j, other, outputs);
                Scatter(a3, b3, part, dw, i + 3 * Lanes, j, other, outputs);
            }

            for (; i < inputs; i++)
            {
                float a = 0, b = 0;
                for (int row = 0; row < rows; row++)
                {
                    float v = x[row * inputs + i];
                    a += dy[row * outputs + j] * v;
                    b += dy[row * outputs + other] * v;
                }

                (dw[i * outputs + j], dw[i * outputs + other]) = (a, b);
            }
        }
    }

    /// <summary>dx (rows × inputs) ← dy (rows × outputs) · wᵀ.</summary>
    public static void Backward(int rows, int inputs, int outputs, ReadOnlySpan<float> dy, ReadOnlySpan<float> w, Span<float> dx)
    {
        ReadOnlySpan<float> turned = Turned(w, inputs, outputs);
        ref float dy0 = ref MemoryMarshal.GetReference(dy), w0 = ref MemoryMarshal.GetReference(turned), dx0 = ref MemoryMarshal.GetReference(dx);
        for (int row = 0; row < rows; row++)
        {
            ref float slopes = ref Unsafe.Add(ref dy0, row * outputs), target = ref Unsafe.Add(ref dx0, row * inputs);
            int i = 0;
            for (; i <= inputs - Lanes; i += Lanes)
            {
                Vector512<float> sum = default;
                for (int j = 0; j < outputs; j++)
                {
                    sum = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref slopes, j)), Vector512.LoadUnsafe(ref w0, (nuint)(j * inputs + i)), sum);
                }

                sum.StoreUnsafe(ref target, (nuint)i);
            }

            for (; i < inputs; i++)
            {
                float sum = 0;
                for (int j = 0; j < outputs; j++)
                {
                    sum += Unsafe.Add(ref slopes, j) * Unsafe.Add(ref w0, j * inputs + i);
                }

                Unsafe.Add(ref target, i) = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Second) Dot4(ref float x, ref float x2, ref float w, int inputs)
    {
        Vector512<float> a = default, b = default, c = default, d = default, a2 = default, b2 = default, c2 = default, d2 = default;
        int i = 0;
        for (; i <= inputs - Lanes; i += Lanes)
        {
            Vector512<float> v = Vector512.LoadUnsafe(ref x, (nuint)i), v2 = Vector512.LoadUnsafe(ref x2, (nuint)i);
            Vector512<float> wa = Vector512.LoadUnsafe(ref w, (nuint)i), wb = Vector512.LoadUnsafe(ref w, (nuint)(i + inputs));
            Vector512<float> wc = Vector512.LoadUnsafe(ref w, (nuint)(i + 2 * inputs)), wd = Vector512.LoadUnsafe(ref w, (nuint)(i + 3 * inputs));
            a = Vector512.MultiplyAddEstimate(v, wa, a);
            b = Vector512.MultiplyAddEstimate(v, wb, b);
            c = Vector512.MultiplyAddEstimate(v, wc, c);
            d = Vector512.MultiplyAddEstimate(v, wd, d);
            a2 = Vector512.MultiplyAddEstimate(v2, wa, a2);
            b2 = Vector512.MultiplyAddEstimate(v2, wb, b2);
            c2 = Vector512.MultiplyAddEstimate(v2, wc, c2);
            d2 = Vector512.MultiplyAddEstimate(v2, wd, d2);
        }

        Vector128<float> sums = Sums(a, b, c, d), sums2 = Sums(a2, b2, c2, d2);
        for (; i < inputs; i++)
        {
            Vector128<float> rest = Vector128.Create(
                Unsafe.Add(ref w, i), Unsafe.Add(ref w, i + inputs), Unsafe.Add(ref w, i + 2 * inputs), Unsafe.Add(ref w, i + 3 * inputs));
            sums += Unsafe.Add(ref x, i) * rest;
            sums2 += Unsafe.Add(ref x2, i) * rest;
        }

        return (sums, sums2);
    }

    /// <summary>The sum over the lanes of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector128<float> a4 = Fold(a), b4 = Fold(b), c4 = Fold(c), d4 = Fold(d);
        return Sse3.IsSupported
            ? Sse3.HorizontalAdd(Sse3.HorizontalAdd(a4, b4), Sse3.HorizontalAdd(c4, d4))
            : Vector128.Create(Vector128.Sum(a4), Vector128.Sum(b4), Vector128.Sum(c4), Vector128.Sum(d4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Fold(Vector512<float> numbers)
    {
        Vector256<float> half = numbers.GetLower() + numbers.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(ref float x, ref float w, int inputs)
    {
        Vector512<float> a = default, b = default;
        int i = 0;
        for (; i <= inputs - 2 * Lanes; i += 2 * Lanes)
        {
            a = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref w, (nuint)i), a);
            b = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, (nuint)(i + Lanes)), Vector512.LoadUnsafe(ref w, (nuint)(i + Lanes)), b);
        }

        float sum = Vector512.Sum(a + b);
        for (; i < inputs; i++)
        {
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref w, i);
        }

        return sum;
    }

    private static void Scatter(Vector512<float> a, Vector512<float> b, Span<float> part, Span<float> dw, int first, int j, int other, int outputs)
    {
        a.CopyTo(part);
        for (int lane = 0; lane < Lanes; lane++)
        {
            dw[(first + lane) * outputs + j] = part[lane];
        }

        b.CopyTo(part);
        for (int lane = 0; lane < Lanes; lane++)
        {
            dw[(first + lane) * outputs + other] = part[lane];
        }
    }

    private static ReadOnlySpan<float> Turned(ReadOnlySpan<float> w, int inputs, int outputs)
    {
        if (outputs == 1)
        {
            return w;
        }

        if (workspace is null || workspace.Length < w.Length)
        {
            workspace = GC.AllocateUninitializedArray<float>(w.Length);
        }

        Span<float> turned = workspace;
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                turned[j * inputs + i] = w[i * outputs + j];
            }
        }

        return turned[..w.Length];
    }
}
