using System.Runtime.Intrinsics;

namespace MlCompare.BenchNeural;

/// <summary>Ten chains of multiply-adds, enough to hide the latency of each.</summary>
internal static class PeakLoops
{
    public static float Wide(int steps)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default;
        Vector512<float> x = Vector512.Create(1.0001f), y = Vector512.Create(0.9999f);
        for (int step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(x, y, a);
            b = Vector512.FusedMultiplyAdd(x, y, b);
            c = Vector512.FusedMultiplyAdd(x, y, c);
            d = Vector512.FusedMultiplyAdd(x, y, d);
            e = Vector512.FusedMultiplyAdd(x, y, e);
            f = Vector512.FusedMultiplyAdd(x, y, f);
            g = Vector512.FusedMultiplyAdd(x, y, g);
            h = Vector512.FusedMultiplyAdd(x, y, h);
            i = Vector512.FusedMultiplyAdd(x, y, i);
            j = Vector512.FusedMultiplyAdd(x, y, j);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    public static float Narrow(int steps)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default;
        Vector256<float> x = Vector256.Create(1.0001f), y = Vector256.Create(0.9999f);
        for (int step = 0; step < steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(x, y, a);
            b = Vector256.FusedMultiplyAdd(x, y, b);
            c = Vector256.FusedMultiplyAdd(x, y, c);
            d = Vector256.FusedMultiplyAdd(x, y, d);
            e = Vector256.FusedMultiplyAdd(x, y, e);
            f = Vector256.FusedMultiplyAdd(x, y, f);
            g = Vector256.FusedMultiplyAdd(x, y, g);
            h = Vector256.FusedMultiplyAdd(x, y, h);
            i = Vector256.FusedMultiplyAdd(x, y, i);
            j = Vector256.FusedMultiplyAdd(x, y, j);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
