namespace MlCompare.Learners.Encoders;

/// <summary>Centres, scales and smoothly clips one column of numbers; missing values become the training median.</summary>
internal readonly record struct NumericScaler(double Centre, double Scale, double ClipAt, float Fill)
{
    // Beyond this a product of float weights and inputs could overflow; no honest scaled value gets there.
    private const double Limit = 1e12;

    /// <summary>Fits on the finite values; null when there are none or all are equal.</summary>
    public static NumericScaler? Fit(ReadOnlySpan<float> values, NumericScaling scaling, double clipAt)
    {
        double[] sorted = Finite(values);
        Array.Sort(sorted);
        if (sorted.Length == 0 || sorted[0] == sorted[^1])
        {
            return null;
        }

        double median = Quantile(sorted, 0.5);
        (double mean, double deviation) = Moments(sorted);
        double range = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        (double centre, double spread) = scaling switch
        {
            NumericScaling.None => (0, 1),
            NumericScaling.Standard => (mean, deviation),
            _ => (median, range > 0 ? range : deviation),
        };
        NumericScaler scaler = new(centre, spread > 0 && double.IsFinite(1 / spread) ? 1 / spread : 1, scaling == NumericScaling.None ? 0 : clipAt, 0);
        return scaler with { Fill = scaler.Apply((float)median) };
    }

    /// <summary>The scaled value; NaN becomes <see cref="Fill"/>, infinities the largest finite values.</summary>
    public float Apply(float value)
    {
        if (float.IsNaN(value))
        {
            return Fill;
        }

        double x = (Math.Clamp(value, float.MinValue, float.MaxValue) - Centre) * Scale;
        if (ClipAt > 0)
        {
            x /= Math.Sqrt(1 + x / ClipAt * (x / ClipAt));
        }

        return (float)Math.Clamp(x, -Limit, Limit);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Centre);
        writer.Write(Scale);
        writer.Write(ClipAt);
        writer.Write(Fill);
    }

    public static NumericScaler Load(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadSingle());

    /// <summary>Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy).</summary>
    internal static double Quantile(double[] sorted, double level)
    {
        double position = level * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double[] Finite(ReadOnlySpan<float> values)
    {
        List<double> kept = new(values.Length);
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                kept.Add(value);
            }
        }

        return [.. kept];
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(sum / values.Length));
    }
}
