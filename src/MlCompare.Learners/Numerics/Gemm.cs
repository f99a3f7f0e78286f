using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Product of float32 matrices on one thread: packed panels that fit the caches around a tile of sums that fits the registers
/// (Goto and van de Geijn 2008). Every element of C is summed over k in one order, whatever m and n are, so that a row alone
/// gives bit for bit what it gives among others.
/// </summary>
public static unsafe class Gemm
{
    // Depth of a panel: a panel of A fits the first-level cache beside what streams past it, and the sums are merged into C half as
    // often as with 256, which was 15 % slower (measured at n = 2048). Part of the result's rounding.
    private const int DepthBlock = 512;

    // Rows of A packed at a time (a multiple of all tile heights): 120 × 512 numbers are a quarter of a second-level cache of 1 MB.
    private const int RowBlock = 120;

    // Columns of B packed at a time (a multiple of all tile widths): 4 MB, a part of the third-level cache.
    private const int ColumnBlock = 2048;

    // Below this many rows B is read in place where it can be: packing it would cost as much as the product.
    private const int FewRows = 48;

    private const int Alignment = 64;

    // In place of a diagonal: no part of C is left out.
    private const int Everything = int.MaxValue;

    [ThreadStatic]
    private static float[]? workspace;

    private static bool Is512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    private static bool Is256 => Fma.IsSupported;

    private static int TileRows => Is512 ? GemmTile512.Rows : Is256 ? GemmTile256.Rows : GemmTile128.Rows;

    private static int TileColumns => Is512 ? GemmTile512.Columns : Is256 ? GemmTile256.Columns : GemmTile128.Columns;

    /// <summary>
    /// C ← alpha · op(A) · op(B) + beta · C, all row-major, where op transposes when told so. With <paramref name="beta"/> = 0 the
    /// old content of C is not read, so it may hold NaN.
    /// </summary>
    /// <param name="m">Rows of op(A) and of C.</param>
    /// <param name="n">Columns of op(B) and of C.</param>
    /// <param name="k">Columns of op(A), rows of op(B).</param>
    /// <param name="a">m × k, or k × m when <paramref name="transA"/>.</param>
    /// <param name="lda">Distance between the starts of two rows of A as stored.</param>
    /// <param name="b">k × n, or n × k when <paramref name="transB"/>.</param>
    /// <param name="ldb">Distance between the starts of two rows of B as stored.</param>
    /// <param name="c">m × n; must not overlap A or B.</param>
    /// <param name="ldc">Distance between the starts of two rows of C.</param>
    /// <param name="cancel">Looked at about every tenth of a second; C is spoilt when it throws.</param>
    /// <exception cref="ArgumentException">A size is negative or a span too short for its sizes.</exception>
    public static void Run(
        bool transA, bool transB, int m, int n, int k,
        float alpha, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb,
        float beta, Span<float> c, int ldc, CancellationToken cancel = default)
    {
        Check(a.Length, transA ? k : m, transA ? m : k, lda, nameof(a));
        Check(b.Length, transB ? n : k, transB ? k : n, ldb, nameof(b));
        Check(c.Length, m, n, ldc, nameof(c));
        if (m == 0 || n == 0)
        {
            return;
        }

        fixed (float* pa = a, pb = b, pc = c)
        {
            if (k == 0 || alpha == 0)
            {
                Scale(m, n, beta, pc, ldc);
            }
            else
            {
                Blocks(transA, transB, m, n, k, alpha, pa, lda, pb, ldb, beta, pc, ldc, Everything, cancel);
            }
        }
    }

    /// <summary>
    /// C ← alpha · A · Bᵀ + C for the elements (i, j) with j ≤ i + <paramref name="diagonal"/> only, each as <see cref="Run"/> would
    /// make it; the others are neither read nor written.
    /// </summary>
    public static void RunLower(
        int m, int n, int k, float alpha, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, int diagonal,
        CancellationToken cancel = default)
    {
        Check(a.Length, m, k, lda, nameof(a));
        Check(b.Length, n, k, ldb, nameof(b));
        Check(c.Length, m, n, ldc, nameof(c));
        if (m == 0 || n == 0 || k == 0)
        {
            return;
        }

        fixed (float* pa = a, pb = b, pc = c)
        {
            Blocks(false, true, m, n, k, alpha, pa, lda, pb, ldb, 1, pc, ldc, diagonal, cancel);
        }
    }

    private static void Blocks(
        bool transA, bool transB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc,
        int diagonal, CancellationToken cancel)
    {
        bool inPlace = !transB && m <= FewRows;
        int depthMost = Math.Min(k, DepthBlock);
        int rowsMost = RoundUp(Math.Min(m, RowBlock), TileRows);
        int columnsMost = inPlace ? TileColumns : RoundUp(Math.Min(n, ColumnBlock), TileColumns);
        nint sizeA = RoundUp(rowsMost * depthMost, Alignment), sizeB = RoundUp(columnsMost * depthMost, Alignment);
        fixed (float* start = Workspace((int)(sizeA + sizeB) + TileRows * TileColumns + Alignment))
        {
            float* panelsA = (float*)(((nint)start + Alignment - 1) / Alignment * Alignment);
            float* panelsB = panelsA + sizeA;
            float* tile = panelsB + sizeB;
            for (int j = 0; j < n; j += ColumnBlock)
            {
                int columns = Math.Min(ColumnBlock, n - j);
                for (int p = 0; p < k; p += DepthBlock)
                {
                    cancel.ThrowIfCancellationRequested();
                    int depth = Math.Min(DepthBlock, k - p);
                    float* blockB = transB ? b + (nint)j * ldb + p : b + (nint)p * ldb + j;
                    int ready = inPlace ? columns / TileColumns * TileColumns : 0;
                    if (ready < columns)
                    {
                        GemmPacking.Pack(transB, blockB + ready, ldb, columns - ready, depth, TileColumns, panelsB);
                    }

                    float betaHere = p == 0 ? beta : 1;
                    for (int i = 0; i < m; i += RowBlock)
                    {
                        int rows = Math.Min(RowBlock, m - i), offset = diagonal == Everything ? Everything : diagonal + i - j;
                        if (offset <= -rows)
                        {
                            continue;
                        }

                        float* blockA = transA ? a + (nint)p * lda + i : a + (nint)i * lda + p;
                        GemmPacking.Pack(!transA, blockA, lda, rows, depth, TileRows, panelsA);
                        Block block = new(rows, columns, depth, panelsA, blockB, ldb, ready, panelsB, tile, offset);
                        block.AddTo(alpha, betaHere, c + (nint)i * ldc + j, ldc);
                    }
                }
            }
        }
    }

    /// <summary>One packed block of A times one block of B, whose first <c>Ready</c> columns are read where they are.</summary>
    private readonly struct Block(
        int rows, int columns, int depth, float* panelsA, float* blockB, int ldb, int ready, float* panelsB, float* tile, int diagonal)
    {
        public void AddTo(float alpha, float beta, float* c, int ldc)
        {
            int tileRows = TileRows, tileColumns = TileColumns;
            for (int j = 0; j < columns; j += tileColumns)
            {
                bool there = j < ready;
                float* panelB = there ? blockB + j : panelsB + (nint)(j - ready) * depth;
                nint stride = there ? ldb : tileColumns;
                int width = Math.Min(tileColumns, columns - j);
                for (int i = 0; i < rows; i += tileRows)
                {
                    int height = Math.Min(tileRows, rows - i);
                    float* corner = c + (nint)i * ldc + j;
                    if (diagonal == Everything || j + width - 1 <= i + diagonal)
                    {
                        GemmMerge.Prefetch(height, corner, ldc);
                        if (Is512 && alpha == 1 && (beta == 0 || beta == 1) && height == GemmTile512.Rows && width == GemmTile512.Columns)
                        {
                            // The same sums as those merged below, without a detour.
                            GemmTile512.Full(depth, panelsA + (nint)i * depth, panelB, stride, corner, ldc, beta == 1);
                            continue;
                        }

                        Tile(width, depth, panelsA + (nint)i * depth, panelB, stride, tile);
                        GemmMerge.Full(height, width, alpha, tile, tileColumns, beta, corner, ldc);
                    }
                    else if (j < i + height + diagonal)
                    {
                        Tile(width, depth, panelsA + (nint)i * depth, panelB, stride, tile);
                        GemmMerge.Lower(height, width, alpha, tile, tileColumns, beta, corner, ldc, i + diagonal - j);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(int width, int depth, float* a, float* b, nint stride, float* tile)
    {
        bool narrow = width <= TileColumns / 2;
        if (Is512)
        {
            if (narrow)
            {
                GemmTile512.Narrow(depth, a, b, stride, tile);
            }
            else
            {
                GemmTile512.Full(depth, a, b, stride, tile, GemmTile512.Columns, false);
            }
        }
        else if (Is256)
        {
            if (narrow)
            {
                GemmTile256.Narrow(depth, a, b, stride, tile);
            }
            else
            {
                GemmTile256.Full(depth, a, b, stride, tile);
            }
        }
        else if (narrow)
        {
            GemmTile128.Narrow(depth, a, b, stride, tile);
        }
        else
        {
            GemmTile128.Full(depth, a, b, stride, tile);
        }
    }

    private static void Scale(int m, int n, float beta, float* c, int ldc)
    {
        for (int i = 0; i < m; i++, c += ldc)
        {
            for (int j = 0; j < n; j++)
            {
                c[j] = beta == 0 ? 0 : beta * c[j];
            }
        }
    }

    private static float[] Workspace(int length)
    {
        if (workspace is null || workspace.Length < length)
        {
            workspace = GC.AllocateUninitializedArray<float>(length);
        }

        return workspace;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private static void Check(int length, int rows, int columns, int leading, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (rows == 0 || columns == 0)
        {
            return;
        }

        if (leading < columns || (long)(rows - 1) * leading + columns > length)
        {
            throw new ArgumentException(
                $"{rows} × {columns} numbers with {leading} between row starts do not fit into {length}.", name);
        }
    }
}
