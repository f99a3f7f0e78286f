using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>The 6 × 16 tile of <see cref="SlidingTile"/> for 256-bit registers: 12 of the 16 hold the sums.</summary>
internal static unsafe class SlidingTile256
{
    private const int Columns = 16;

    public static void Full(in Sweep sweep, float* a, float* b, float* tile)
    {
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;
        nint row = sweep.Row, two = 2 * sweep.Row, stepA = sweep.StepA, stepB = sweep.StepB;
        for (int s = 0; s < sweep.Segments; s++)
        {
            float* a0 = a + s * sweep.SegmentA, a3 = a0 + 3 * row, from = b + s * sweep.SegmentB;
            for (int p = sweep.Depth; p > 0; p--)
            {
                Vector256<float> b0 = Vector256.Load(from), b1 = Vector256.Load(from + 8);
                Vector256<float> x = Vector256.Create(a0[0]);
                c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
                c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
                x = Vector256.Create(a0[row]);
                c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
                c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
                x = Vector256.Create(a0[two]);
                c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
                c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[0]);
                c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
                c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
                x = Vector256.Create(a3[row]);
                c40 = Vector256.FusedMultiplyAdd(x, b0, c40);
                c41 = Vector256.FusedMultiplyAdd(x, b1, c41);
                x = Vector256.Create(a3[two]);
                c50 = Vector256.FusedMultiplyAdd(x, b0, c50);
                c51 = Vector256.FusedMultiplyAdd(x, b1, c51);
                a0 += stepA;
                a3 += stepA;
                from += stepB;
            }
        }

        c00.Store(tile + 0 * Columns);
        c01.Store(tile + 0 * Columns + 8);
        c10.Store(tile + 1 * Columns);
        c11.Store(tile + 1 * Columns + 8);
        c20.Store(tile + 2 * Columns);
        c21.Store(tile + 2 * Columns + 8);
        c30.Store(tile + 3 * Columns);
        c31.Store(tile + 3 * Columns + 8);
        c40.Store(tile + 4 * Columns);
        c41.Store(tile + 4 * Columns + 8);
        c50.Store(tile + 5 * Columns);
        c51.Store(tile + 5 * Columns + 8);
    }
}
