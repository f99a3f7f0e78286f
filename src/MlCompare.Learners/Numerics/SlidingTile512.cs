using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>The 12 × 32 tile of <see cref="SlidingTile"/> for 512-bit registers: 24 of the 32 hold the sums.</summary>
internal static unsafe class SlidingTile512
{
    private const int Columns = 32;

    public static void Full(in Sweep sweep, float* a, float* b, float* tile)
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
        nint row = sweep.Row, two = 2 * sweep.Row, stepA = sweep.StepA, stepB = sweep.StepB;
        for (int s = 0; s < sweep.Segments; s++)
        {
            float* a0 = a + s * sweep.SegmentA, a3 = a0 + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row, from = b + s * sweep.SegmentB;
            for (int p = sweep.Depth; p > 0; p--)
            {
                Vector512<float> b0 = Vector512.Load(from), b1 = Vector512.Load(from + 16);
                Vector512<float> x = Vector512.Create(a0[0]);
                c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
                c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
                x = Vector512.Create(a0[row]);
                c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
                c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
                x = Vector512.Create(a0[two]);
                c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
                c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
                x = Vector512.Create(a3[0]);
                c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
                c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
                x = Vector512.Create(a3[row]);
                c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
                c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
                x = Vector512.Create(a3[two]);
                c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
                c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
                x = Vector512.Create(a6[0]);
                c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
                c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
                x = Vector512.Create(a6[row]);
                c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
                c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
                x = Vector512.Create(a6[two]);
                c80 = Vector512.FusedMultiplyAdd(x, b0, c80);
                c81 = Vector512.FusedMultiplyAdd(x, b1, c81);
                x = Vector512.Create(a9[0]);
                c90 = Vector512.FusedMultiplyAdd(x, b0, c90);
                c91 = Vector512.FusedMultiplyAdd(x, b1, c91);
                x = Vector512.Create(a9[row]);
                cA0 = Vector512.FusedMultiplyAdd(x, b0, cA0);
                cA1 = Vector512.FusedMultiplyAdd(x, b1, cA1);
                x = Vector512.Create(a9[two]);
                cB0 = Vector512.FusedMultiplyAdd(x, b0, cB0);
                cB1 = Vector512.FusedMultiplyAdd(x, b1, cB1);
                a0 += stepA;
                a3 += stepA;
                a6 += stepA;
                a9 += stepA;
                from += stepB;
            }
        }

        c00.Store(tile + 0 * Columns);
        c01.Store(tile + 0 * Columns + 16);
        c10.Store(tile + 1 * Columns);
        c11.Store(tile + 1 * Columns + 16);
        c20.Store(tile + 2 * Columns);
        c21.Store(tile + 2 * Columns + 16);
        c30.Store(tile + 3 * Columns);
        c31.Store(tile + 3 * Columns + 16);
        c40.Store(tile + 4 * Columns);
        c41.Store(tile + 4 * Columns + 16);
        c50.Store(tile + 5 * Columns);
        c51.Store(tile + 5 * Columns + 16);
        c60.Store(tile + 6 * Columns);
        c61.Store(tile + 6 * Columns + 16);
        c70.Store(tile + 7 * Columns);
        c71.Store(tile + 7 * Columns + 16);
        c80.Store(tile + 8 * Columns);
        c81.Store(tile + 8 * Columns + 16);
        c90.Store(tile + 9 * Columns);
        c91.Store(tile + 9 * Columns + 16);
        cA0.Store(tile + 10 * Columns);
        cA1.Store(tile + 10 * Columns + 16);
        cB0.Store(tile + 11 * Columns);
        cB1.Store(tile + 11 * Columns + 16);
    }

    /// <summary>The first 16 columns only: same sums, half the work.</summary>
    public static void Narrow(in Sweep sweep, float* a, float* b, float* tile)
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
        nint row = sweep.Row, two = 2 * sweep.Row, stepA = sweep.StepA, stepB = sweep.StepB;
        for (int s = 0; s < sweep.Segments; s++)
        {
            float* a0 = a + s * sweep.SegmentA, a3 = a0 + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row, from = b + s * sweep.SegmentB;
            for (int p = sweep.Depth; p > 0; p--)
            {
                Vector512<float> b0 = Vector512.Load(from);
                Vector512<float> x = Vector512.Create(a0[0]);
                c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
                x = Vector512.Create(a0[row]);
                c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
                x = Vector512.Create(a0[two]);
                c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
                x = Vector512.Create(a3[0]);
                c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
                x = Vector512.Create(a3[row]);
                c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
                x = Vector512.Create(a3[two]);
                c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
                x = Vector512.Create(a6[0]);
                c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
                x = Vector512.Create(a6[row]);
                c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
                x = Vector512.Create(a6[two]);
                c80 = Vector512.FusedMultiplyAdd(x, b0, c80);
                x = Vector512.Create(a9[0]);
                c90 = Vector512.FusedMultiplyAdd(x, b0, c90);
                x = Vector512.Create(a9[row]);
                cA0 = Vector512.FusedMultiplyAdd(x, b0, cA0);
                x = Vector512.Create(a9[two]);
                cB0 = Vector512.FusedMultiplyAdd(x, b0, cB0);
                a0 += stepA;
                a3 += stepA;
                a6 += stepA;
                a9 += stepA;
                from += stepB;
            }
        }

        c00.Store(tile + 0 * Columns);
        c10.Store(tile + 1 * Columns);
        c20.Store(tile + 2 * Columns);
        c30.Store(tile + 3 * Columns);
        c40.Store(tile + 4 * Columns);
        c50.Store(tile + 5 * Columns);
        c60.Store(tile + 6 * Columns);
        c70.Store(tile + 7 * Columns);
        c80.Store(tile + 8 * Columns);
        c90.Store(tile + 9 * Columns);
        cA0.Store(tile + 10 * Columns);
        cB0.Store(tile + 11 * Columns);
    }
}
