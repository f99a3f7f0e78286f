using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>The 6 × 16 register tile of <see cref="Gemm"/> for AVX2 with FMA: 12 of the 16 registers hold the sums.</summary>
internal static unsafe class GemmTile256
{
    public const int Rows = 6;
    public const int Columns = 16;

    /// <summary>tile (rows × 16, row-major) ← Σ over p of a[p·6 + row] · b[p·stride + column].</summary>
    public static void Full(int depth, float* a, float* b, nint stride, float* tile)
    {
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector256<float> b0 = Vector256.Load(b);
            Vector256<float> b1 = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            x = Vector256.Create(a[4]);
            c40 = Vector256.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector256.FusedMultiplyAdd(x, b1, c41);
            x = Vector256.Create(a[5]);
            c50 = Vector256.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector256.FusedMultiplyAdd(x, b1, c51);
            a += 6;
            b += stride;
        }

        c00.Store(tile);
        c01.Store(tile + 8);
        c10.Store(tile + 16);
        c11.Store(tile + 24);
        c20.Store(tile + 32);
        c21.Store(tile + 40);
        c30.Store(tile + 48);
        c31.Store(tile + 56);
        c40.Store(tile + 64);
        c41.Store(tile + 72);
        c50.Store(tile + 80);
        c51.Store(tile + 88);
    }

    /// <summary>The first 8 columns of <see cref="Full"/> only: same sums, half the work.</summary>
    public static void Narrow(int depth, float* a, float* b, nint stride, float* tile)
    {
        Vector256<float> c00 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector256<float> b0 = Vector256.Load(b);
            c00 = Vector256.FusedMultiplyAdd(Vector256.Create(a[0]), b0, c00);
            c10 = Vector256.FusedMultiplyAdd(Vector256.Create(a[1]), b0, c10);
            c20 = Vector256.FusedMultiplyAdd(Vector256.Create(a[2]), b0, c20);
            c30 = Vector256.FusedMultiplyAdd(Vector256.Create(a[3]), b0, c30);
            c40 = Vector256.FusedMultiplyAdd(Vector256.Create(a[4]), b0, c40);
            c50 = Vector256.FusedMultiplyAdd(Vector256.Create(a[5]), b0, c50);
            a += 6;
            b += stride;
        }

        c00.Store(tile);
        c10.Store(tile + 16);
        c20.Store(tile + 32);
        c30.Store(tile + 48);
        c40.Store(tile + 64);
        c50.Store(tile + 80);
    }
}
