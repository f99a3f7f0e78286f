using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>The 12 × 32 register tile of <see cref="Gemm"/> for 512-bit registers: 24 of the 32 hold the sums.</summary>
internal static unsafe class GemmTile512
{
    public const int Rows = 12;
    public const int Columns = 32;

    /// <summary>tile (rows × 32, row-major) ← Σ over p of a[p·12 + row] · b[p·stride + column], plus its old content where told so.</summary>
    /// <param name="line">Numbers between two rows of the tile, which may be a part of the result.</param>
    public static void Full(int depth, float* a, float* b, nint stride, float* tile, nint line, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        Vector512<float> c80 = Vector512<float>.Zero, c81 = Vector512<float>.Zero;
        Vector512<float> c90 = Vector512<float>.Zero, c91 = Vector512<float>.Zero;
        Vector512<float> cA0 = Vector512<float>.Zero, cA1 = Vector512<float>.Zero;
        Vector512<float> cB0 = Vector512<float>.Zero, cB1 = Vector512<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[1]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[3]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[4]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[5]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[6]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[7]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            x = Vector512.Create(a[8]);
            c80 = Vector512.FusedMultiplyAdd(x, b0, c80);
            c81 = Vector512.FusedMultiplyAdd(x, b1, c81);
            x = Vector512.Create(a[9]);
            c90 = Vector512.FusedMultiplyAdd(x, b0, c90);
            c91 = Vector512.FusedMultiplyAdd(x, b1, c91);
            x = Vector512.Create(a[10]);
            cA0 = Vector512.FusedMultiplyAdd(x, b0, cA0);
            cA1 = Vector512.FusedMultiplyAdd(x, b1, cA1);
            x = Vector512.Create(a[11]);
            cB0 = Vector512.FusedMultiplyAdd(x, b0, cB0);
            cB1 = Vector512.FusedMultiplyAdd(x, b1, cB1);
            a += 12;
            b += stride;
        }

        if (add)
        {
            c00 += Vector512.Load(tile);
            c01 += Vector512.Load(tile + 16);
            c10 += Vector512.Load(tile + line);
            c11 += Vector512.Load(tile + line + 16);
            c20 += Vector512.Load(tile + 2 * line);
            c21 += Vector512.Load(tile + 2 * line + 16);
            c30 += Vector512.Load(tile + 3 * line);
            c31 += Vector512.Load(tile + 3 * line + 16);
            c40 += Vector512.Load(tile + 4 * line);
            c41 += Vector512.Load(tile + 4 * line + 16);
            c50 += Vector512.Load(tile + 5 * line);
            c51 += Vector512.Load(tile + 5 * line + 16);
            c60 += Vector512.Load(tile + 6 * line);
            c61 += Vector512.Load(tile + 6 * line + 16);
            c70 += Vector512.Load(tile + 7 * line);
            c71 += Vector512.Load(tile + 7 * line + 16);
            c80 += Vector512.Load(tile + 8 * line);
            c81 += Vector512.Load(tile + 8 * line + 16);
            c90 += Vector512.Load(tile + 9 * line);
            c91 += Vector512.Load(tile + 9 * line + 16);
            cA0 += Vector512.Load(tile + 10 * line);
            cA1 += Vector512.Load(tile + 10 * line + 16);
            cB0 += Vector512.Load(tile + 11 * line);
            cB1 += Vector512.Load(tile + 11 * line + 16);
        }

        c00.Store(tile);
        c01.Store(tile + 16);
        c10.Store(tile + line);
        c11.Store(tile + line + 16);
        c20.Store(tile + 2 * line);
        c21.Store(tile + 2 * line + 16);
        c30.Store(tile + 3 * line);
        c31.Store(tile + 3 * line + 16);
        c40.Store(tile + 4 * line);
        c41.Store(tile + 4 * line + 16);
        c50.Store(tile + 5 * line);
        c51.Store(tile + 5 * line + 16);
        c60.Store(tile + 6 * line);
        c61.Store(tile + 6 * line + 16);
        c70.Store(tile + 7 * line);
        c71.Store(tile + 7 * line + 16);
        c80.Store(tile + 8 * line);
        c81.Store(tile + 8 * line + 16);
        c90.Store(tile + 9 * line);
        c91.Store(tile + 9 * line + 16);
        cA0.Store(tile + 10 * line);
        cA1.Store(tile + 10 * line + 16);
        cB0.Store(tile + 11 * line);
        cB1.Store(tile + 11 * line + 16);
    }

    /// <summary>The first 16 columns of <see cref="Full"/> only: same sums, half the work.</summary>
    public static void Narrow(int depth, float* a, float* b, nint stride, float* tile)
    {
        Vector512<float> c00 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero;
        Vector512<float> c80 = Vector512<float>.Zero;
        Vector512<float> c90 = Vector512<float>.Zero;
        Vector512<float> cA0 = Vector512<float>.Zero;
        Vector512<float> cB0 = Vector512<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector512<float> b0 = Vector512.Load(b);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[1]), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2]), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3]), b0, c30);
            c40 = Vector512.FusedMultiplyAdd(Vector512.Create(a[4]), b0, c40);
            c50 = Vector512.FusedMultiplyAdd(Vector512.Create(a[5]), b0, c50);
            c60 = Vector512.FusedMultiplyAdd(Vector512.Create(a[6]), b0, c60);
            c70 = Vector512.FusedMultiplyAdd(Vector512.Create(a[7]), b0, c70);
            c80 = Vector512.FusedMultiplyAdd(Vector512.Create(a[8]), b0, c80);
            c90 = Vector512.FusedMultiplyAdd(Vector512.Create(a[9]), b0, c90);
            cA0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[10]), b0, cA0);
            cB0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[11]), b0, cB0);
            a += 12;
            b += stride;
        }

        c00.Store(tile);
        c10.Store(tile + 32);
        c20.Store(tile + 64);
        c30.Store(tile + 96);
        c40.Store(tile + 128);
        c50.Store(tile + 160);
        c60.Store(tile + 192);
        c70.Store(tile + 224);
        c80.Store(tile + 256);
        c90.Store(tile + 288);
        cA0.Store(tile + 320);
        cB0.Store(tile + 352);
    }
}
