namespace MlCompare.Learners.Encoders;

/// <summary>One triangular filter over the bins of a power spectrum, peak weight 1.</summary>
internal sealed class MelFilter(int first, double[] weights)
{
    public double Apply(ReadOnlySpan<double> power)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * power[first + i];
        }

        return sum;
    }

    /// <summary>Filters whose corners are equally spaced in mel between 0 and half the sample rate.</summary>
    public static MelFilter[] Bank(int bands, int sampleRate, int fftLength)
    {
        double top = ToMel(sampleRate / 2.0);
        double binWidth = (double)sampleRate / fftLength;
        double Corner(int i) => FromMel(top * i / (bands + 1)) / binWidth;
        MelFilter[] filters = new MelFilter[bands];
        for (int band = 0; band < bands; band++)
        {
            filters[band] = Triangle(Corner(band), Corner(band + 1), Corner(band + 2));
        }

        return filters;
    }

    /// <summary>Corners in bins, not whole; a triangle between two bins takes the bin nearest its peak.</summary>
    private static MelFilter Triangle(double low, double peak, double high)
    {
        int first = (int)Math.Ceiling(low), last = (int)Math.Floor(high);
        double[] weights = new double[Math.Max(0, last - first + 1)];
        for (int i = 0; i < weights.Length; i++)
        {
            double bin = first + i;
            weights[i] = bin <= peak ? (bin - low) / (peak - low) : (high - bin) / (high - peak);
        }

        return weights.Sum() > 0 ? new MelFilter(first, weights) : new MelFilter((int)Math.Round(peak), [1]);
    }

    internal static double ToMel(double hertz) => 2595 * Math.Log10(1 + hertz / 700);

    internal static double FromMel(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}
