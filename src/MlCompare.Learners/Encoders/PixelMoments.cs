using MlCompare.Data.Rows;

namespace MlCompare.Learners.Encoders;

/// <summary>Means and inverse standard deviations of pixels over the training images; an inverse is 0 where nothing varies.</summary>
internal static class PixelMoments
{
    public static (float[] Centre, float[] Scale) Global(ValueRows images, int size)
    {
        double sum = 0, squares = 0;
        float[]? buffer = null;
        for (int i = 0; i < images.Count; i++)
        {
            foreach (float pixel in images.Packed(i).ValuesIn(ref buffer))
            {
                sum += pixel;
                squares += (double)pixel * pixel;
            }
        }

        (float centre, float scale) = Moments(sum, squares, (double)images.Count * size);
        return (Enumerable.Repeat(centre, size).ToArray(), Enumerable.Repeat(scale, size).ToArray());
    }

    public static (float[] Centre, float[] Scale) PerPixel(ValueRows images, int size)
    {
        double[] sum = new double[size], squares = new double[size];
        float[]? buffer = null;
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> image = images.Packed(i).ValuesIn(ref buffer);
            for (int j = 0; j < size; j++)
            {
                sum[j] += image[j];
                squares[j] += (double)image[j] * image[j];
            }
        }

        float[] centre = new float[size], scale = new float[size];
        for (int j = 0; j < size; j++)
        {
            (centre[j], scale[j]) = Moments(sum[j], squares[j], images.Count);
        }

        return (centre, scale);
    }

    // The tolerance separates rounding of the sums from real variation: inputs carry 24 bits, squares of their mean as many.
    private static (float Centre, float Scale) Moments(double sum, double squares, double count)
    {
        double mean = sum / count;
        double variance = squares / count - mean * mean;
        return ((float)mean, variance > 1e-12 * (1 + mean * mean) ? (float)(1 / Math.Sqrt(variance)) : 0);
    }
}
