namespace MlCompare.Learners.Encoders;

/// <summary>A picture of any number of channels: value (y, x, channel) stands at (y × width + x) × channels + channel.</summary>
internal sealed record PatchMap(float[] Values, int Height, int Width, int Channels)
{
    /// <summary>
    /// Weighted sums around every <paramref name="stride"/>-th place, first along columns, then along rows; what the border cuts off is
    /// left out.
    /// </summary>
    /// <param name="window">An odd number of weights.</param>
    public PatchMap Pool(float[] window, int stride)
    {
        if (stride == 1 && window.Length == 1)
        {
            return this;
        }

        int height = (Height + stride - 1) / stride, width = (Width + stride - 1) / stride, line = Width * Channels;
        float[] rows = new float[height * line], pooled = new float[height * width * Channels];
        for (int y = 0; y < height; y++)
        {
            Sum(window, y * stride + stride / 2, Height, (weight, from) => Add(Values.AsSpan(from * line, line), weight, rows.AsSpan(y * line, line)));
            for (int x = 0; x < width; x++)
            {
                int at = (y * width + x) * Channels;
                Sum(window, x * stride + stride / 2, Width, (weight, from) => Add(
                    rows.AsSpan(y * line + from * Channels, Channels), weight, pooled.AsSpan(at, Channels)));
            }
        }

        return new PatchMap(pooled, height, width, Channels);
    }

    /// <summary>Means over side × side equal parts; over fewer along a side that has fewer places.</summary>
    public float[] Average(int side)
    {
        int tall = Math.Min(side, Height), wide = Math.Min(side, Width);
        float[] means = new float[tall * wide * Channels];
        for (int part = 0; part < tall * wide; part++)
        {
            (int top, int bottom) = (part / wide * Height / tall, (part / wide + 1) * Height / tall);
            (int left, int right) = (part % wide * Width / wide, (part % wide + 1) * Width / wide);
            Span<float> mean = means.AsSpan(part * Channels, Channels);
            for (int place = 0; place < (bottom - top) * (right - left); place++)
            {
                int from = (top + place / (right - left)) * Width + left + place % (right - left);
                Add(Values.AsSpan(from * Channels, Channels), 1f / ((bottom - top) * (right - left)), mean);
            }
        }

        return means;
    }

    private static void Sum(float[] window, int centre, int count, Action<float, int> add)
    {
        for (int p = 0; p < window.Length; p++)
        {
            int from = centre + p - window.Length / 2;
            if (from >= 0 && from < count)
            {
                add(window[p], from);
            }
        }
    }

    private static void Add(ReadOnlySpan<float> values, float weight, Span<float> sum) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(values, weight, sum, sum);
}
