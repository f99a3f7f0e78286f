using MlCompare.Learners.Numerics;

namespace MlCompare.Tests.Learners.Numerics;

public class ThinProductTests
{
    private static float[] Draw(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian())];

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-4;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 19, 2)]
    [InlineData(5, 64, 3)]
    [InlineData(33, 131, 10)]
    [InlineData(12, 256, 16)]
    public void All_three_products_are_those_of_the_general_one(int rows, int inputs, int outputs)
    {
        Rng rng = new(1);
        float[] x = Draw(rng, rows * inputs), w = Draw(rng, inputs * outputs), dy = Draw(rng, rows * outputs), y = Draw(rng, rows * outputs);
        float[] expected = [.. y], found = [.. y];
        Gemm.Run(false, false, rows, outputs, inputs, 1, x, inputs, w, outputs, 1, expected, outputs);
        ThinProduct.AddForward(rows, inputs, outputs, x, w, found);
        Assert.Equal(expected, found, Near);

        expected = new float[inputs * outputs];
        found = Draw(rng, inputs * outputs);
        Gemm.Run(true, false, inputs, outputs, rows, 1, x, inputs, dy, outputs, 0, expected, outputs);
        ThinProduct.Gradient(rows, inputs, outputs, x, dy, found);
        Assert.Equal(expected, found, Near);

        expected = new float[rows * inputs];
        found = Draw(rng, rows * inputs);
        Gemm.Run(false, true, rows, inputs, outputs, 1, dy, outputs, w, outputs, 0, expected, inputs);
        ThinProduct.Backward(rows, inputs, outputs, dy, w, found);
        Assert.Equal(expected, found, Near);
    }

    [Fact]
    public void A_row_alone_is_the_row_among_others_bit_for_bit()
    {
        Rng rng = new(2);
        float[] x = Draw(rng, 9 * 70), w = Draw(rng, 70 * 7), together = new float[9 * 7], alone = new float[7];
        ThinProduct.AddForward(9, 70, 7, x, w, together);
        for (int row = 0; row < 9; row++)
        {
            alone.AsSpan().Clear();
            ThinProduct.AddForward(1, 70, 7, x.AsSpan(row * 70, 70), w, alone);
            Assert.Equal(together[(row * 7)..(row * 7 + 7)], alone);
        }
    }
}
