using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Numerics;

public unsafe class SlidingTileTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(3, 9, 3, 1, 40)]
    [InlineData(5, 7, 1, 4, 33)]
    public void The_fast_tile_equals_the_definition(int segments, int depth, int row, int stepA, int segmentA)
    {
        Rng rng = new(3);
        float[] a = [.. Enumerable.Range(0, 1000).Select(_ => (float)rng.NextGaussian())];
        float[] b = [.. Enumerable.Range(0, 4000).Select(_ => (float)rng.NextGaussian())];
        int size = SlidingTile.Rows * SlidingTile.Columns;
        Sweep sweep = new(segments, depth, row, stepA, segmentA, SlidingTile.Columns, depth * SlidingTile.Columns);
        float[] expected = new float[size], full = new float[size], narrow = new float[size];
        fixed (float* pa = a, pb = b, pe = expected, pf = full, pn = narrow)
        {
            SlidingTile.Reference(sweep, pa, pb, SlidingTile.Rows, SlidingTile.Columns, pe);
            SlidingTile.Run(sweep, pa, pb, false, pf);
            SlidingTile.Run(sweep, pa, pb, true, pn);
        }

        for (int i = 0; i < size; i++)
        {
            Assert.True(Math.Abs(expected[i] - full[i]) <= 1e-4, $"{i}: {full[i]} against {expected[i]}");
            Assert.True(i % SlidingTile.Columns >= SlidingTile.Columns / 2 || Math.Abs(expected[i] - narrow[i]) <= 1e-4);
        }
    }
}
