using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCompare.Learners.Numerics;

/// <summary>Where the factors of a <see cref="SlidingTile"/> lie: two nested loops, over segments and over the depth of each.</summary>
/// <param name="Row">Distance in A between two rows of the tile.</param>
/// <param name="StepA">Distance in A between two steps of the depth.</param>
/// <param name="SegmentA">Distance in A between the starts of two segments.</param>
internal readonly record struct Sweep(int Segments, int Depth, nint Row, nint StepA, nint SegmentA, nint StepB, nint SegmentB);

/// <summary>
/// Register tile of a product whose factors are read where they lie, at any strides: tile[i, j] ← Σ over segments s and depths p of
/// a[s·SegmentA + p·StepA + i·Row] · b[s·SegmentB + p·StepB + j]. A convolution in channels-last layout is such a product, with overlapping
/// rows: nothing is copied or packed. Rows and columns past the wanted ones are computed too: their numbers must be readable.
/// </summary>
internal static unsafe class SlidingTile
{
    private static bool Is512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>Rows of a tile.</summary>
    public static int Rows => Is512 ? 12 : 6;

    /// <summary>Columns of a tile; half a tile can be had for half the work.</summary>
    public static int Columns => Is512 ? 32 : 16;

    /// <summary>Fills a tile (<see cref="Rows"/> × <see cref="Columns"/>, row-major); of a narrow one only the left half of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(in Sweep sweep, float* a, float* b, bool narrow, float* tile)
    {
        if (Is512)
        {
            if (narrow)
            {
                SlidingTile512.Narrow(sweep, a, b, tile);
            }
            else
            {
                SlidingTile512.Full(sweep, a, b, tile);
            }
        }
        else if (Fma.IsSupported)
        {
            SlidingTile256.Full(sweep, a, b, tile);
        }
        else
        {
            Reference(sweep, a, b, Rows, Columns, tile);
        }
    }

    /// <summary>The definition, one number after the other.</summary>
    public static void Reference(in Sweep sweep, float* a, float* b, int rows, int columns, float* tile)
    {
        for (int i = 0; i < rows; i++)
        {
            new Span<float>(tile + i * columns, columns).Clear();
            for (int s = 0; s < sweep.Segments; s++)
            {
                for (int p = 0; p < sweep.Depth; p++)
                {
                    float x = a[s * sweep.SegmentA + p * sweep.StepA + i * sweep.Row];
                    float* from = b + s * sweep.SegmentB + p * sweep.StepB;
                    for (int j = 0; j < columns; j++)
                    {
                        tile[i * columns + j] += x * from[j];
                    }
                }
            }
        }
    }
}
