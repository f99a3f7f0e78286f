using MlCompare.Data;

namespace MlCompare.Interventions.Structure;

/// <summary>Gaussian blur of images, each channel apart; beyond the edge the image is mirrored.</summary>
internal static class Blur
{
    /// <param name="sigma">Standard deviation in pixels.</param>
    public static float[] Of(float[] pixels, ImageColumn shape, double sigma)
    {
        // Beyond three standard deviations lie 0.3 % of the weight.
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] weights = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma)))];
        double sum = weights.Sum();
        weights = [.. weights.Select(weight => weight / sum)];
        float[] across = Along(pixels, shape.Height, shape.Width, shape.Width * shape.Channels, shape.Channels, shape.Channels, weights);
        return Along(across, shape.Width, shape.Height, shape.Channels, shape.Width * shape.Channels, shape.Channels, weights);
    }

    /// <summary>Convolves along lines of <paramref name="length"/> pixels, <paramref name="step"/> apart; lines begin <paramref name="stride"/> apart.</summary>
    private static float[] Along(float[] pixels, int lines, int length, int stride, int step, int channels, double[] weights)
    {
        float[] next = new float[pixels.Length];
        int reach = weights.Length / 2;
        for (int line = 0; line < lines; line++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int start = line * stride + channel;
                for (int at = 0; at < length; at++)
                {
                    double value = 0;
                    for (int i = -reach; i <= reach; i++)
                    {
                        value += weights[i + reach] * pixels[start + Mirror(at + i, length) * step];
                    }

                    next[start + at * step] = (float)value;
                }
            }
        }

        return next;
    }

    private static int Mirror(int at, int length)
    {
        int period = 2 * length;
        int folded = ((at % period) + period) % period;
        return folded < length ? folded : period - 1 - folded;
    }
}
