using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Adds a finished register tile of <see cref="Gemm"/> to its place in C: the same arithmetic for every element, so that its place in
/// a tile does not change its value.
/// </summary>
internal static unsafe class GemmMerge
{
    /// <summary>C comes from memory while its tile is being summed; without this the merge waits for it (8 % at n = 2048).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(int rows, float* c, int ldc)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < rows; i++, c += ldc)
            {
                Sse.Prefetch0(c);
                Sse.Prefetch0(c + 16);
            }
        }
    }

    /// <summary>C ← alpha · tile + beta · C.</summary>
    /// <param name="stride">Numbers between two rows of the tile.</param>
    public static void Full(int rows, int columns, float alpha, float* tile, int stride, float beta, float* c, int ldc)
    {
        for (int i = 0; i < rows; i++, tile += stride, c += ldc)
        {
            int j = 0;
            for (; j + 8 <= columns; j += 8)
            {
                Vector256<float> sum = Vector256.Load(tile + j) * alpha;
                (beta == 0 ? sum : sum + Vector256.Load(c + j) * beta).Store(c + j);
            }

            for (; j < columns; j++)
            {
                float sum = tile[j] * alpha;
                c[j] = beta == 0 ? sum : sum + c[j] * beta;
            }
        }
    }

    /// <summary>As <see cref="Full"/>, for the elements (i, j) with j ≤ i + <paramref name="diagonal"/> only.</summary>
    public static void Lower(int rows, int columns, float alpha, float* tile, int stride, float beta, float* c, int ldc, int diagonal)
    {
        for (int i = 0; i < rows; i++)
        {
            Full(1, Math.Clamp(i + diagonal + 1, 0, columns), alpha, tile + i * stride, stride, beta, c + (nint)i * ldc, ldc);
        }
    }
}
