using MlCompare.Learners.Neural.Images;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class ImageScaleTests
{
    private static readonly ImageScale Plain = new(2, 3, 1, 0, 1);
    private static readonly float[] Image = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0, 0, false, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(1, 0, false, new float[] { 1, 2, 3, 1, 2, 3 })]
    [InlineData(0, -1, false, new float[] { 2, 3, 3, 5, 6, 6 })]
    [InlineData(0, 0, true, new float[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(0, 1, true, new float[] { 3, 3, 2, 6, 6, 5 })]
    public void An_image_moves_with_its_edge_repeated_and_is_mirrored(int down, int across, bool mirror, float[] expected)
    {
        float[] moved = new float[6];
        Plain.Apply(Image, down, across, mirror, moved);
        Assert.Equal(expected, moved);
    }

    [Fact]
    public void Training_pixels_get_mean_0_and_deviation_1_and_what_is_not_finite_becomes_0()
    {
        ImageScale scale = ImageScale.Fit(MlCompare.Data.Rows.ValueRows.Of([[0, 2, 4], [4, 2, 0]]), 1, 3, 1);
        float[] target = new float[3];
        scale.Apply([0, 2, float.NaN], target);
        Assert.Equal(-2 / Math.Sqrt(8.0 / 3), target[0], 5);
        Assert.Equal([0f, 0f], target[1..]);
    }
}
