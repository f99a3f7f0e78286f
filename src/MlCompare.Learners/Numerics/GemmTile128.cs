using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>The 4 × 8 register tile of <see cref="Gemm"/> for 128-bit registers, fused where the machine can.</summary>
internal static unsafe class GemmTile128
{
    public const int Rows = 4;
    public const int Columns = 8;

    /// <summary>tile (rows × 8, row-major) ← Σ over p of a[p·4 + row] · b[p·stride + column].</summary>
    public static void Full(int depth, float* a, float* b, nint stride, float* tile)
    {
        Vector128<float> c00 = Vector128<float>.Zero, c01 = Vector128<float>.Zero;
        Vector128<float> c10 = Vector128<float>.Zero, c11 = Vector128<float>.Zero;
        Vector128<float> c20 = Vector128<float>.Zero, c21 = Vector128<float>.Zero;
        Vector128<float> c30 = Vector128<float>.Zero, c31 = Vector128<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector128<float> b0 = Vector128.Load(b);
            Vector128<float> b1 = Vector128.Load(b + 4);
            Vector128<float> x = Vector128.Create(a[0]);
            c00 = Vector128.MultiplyAddEstimate(x, b0, c00);
            c01 = Vector128.MultiplyAddEstimate(x, b1, c01);
            x = Vector128.Create(a[1]);
            c10 = Vector128.MultiplyAddEstimate(x, b0, c10);
            c11 = Vector128.MultiplyAddEstimate(x, b1, c11);
            x = Vector128.Create(a[2]);
            c20 = Vector128.MultiplyAddEstimate(x, b0, c20);
            c21 = Vector128.MultiplyAddEstimate(x, b1, c21);
            x = Vector128.Create(a[3]);
            c30 = Vector128.MultiplyAddEstimate(x, b0, c30);
            c31 = Vector128.MultiplyAddEstimate(x, b1, c31);
            a += 4;
            b += stride;
        }

        c00.Store(tile);
        c01.Store(tile + 4);
        c10.Store(tile + 8);
        c11.Store(tile + 12);
        c20.Store(tile + 16);
        c21.Store(tile + 20);
        c30.Store(tile + 24);
        c31.Store(tile + 28);
    }

    /// <summary>The first 4 columns of <see cref="Full"/> only: same sums, half the work.</summary>
    public static void Narrow(int depth, float* a, float* b, nint stride, float* tile)
    {
        Vector128<float> c00 = Vector128<float>.Zero;
        Vector128<float> c10 = Vector128<float>.Zero;
        Vector128<float> c20 = Vector128<float>.Zero;
        Vector128<float> c30 = Vector128<float>.Zero;
        for (int p = 0; p < depth; p++)
        {
            Vector128<float> b0 = Vector128.Load(b);
            c00 = Vector128.MultiplyAddEstimate(Vector128.Create(a[0]), b0, c00);
            c10 = Vector128.MultiplyAddEstimate(Vector128.Create(a[1]), b0, c10);
            c20 = Vector128.MultiplyAddEstimate(Vector128.Create(a[2]), b0, c20);
            c30 = Vector128.MultiplyAddEstimate(Vector128.Create(a[3]), b0, c30);
            a += 4;
            b += stride;
        }

        c00.Store(tile);
        c10.Store(tile + 8);
        c20.Store(tile + 16);
        c30.Store(tile + 24);
    }
}
