namespace MlCompare.Learners.Encoders;

/// <summary>
/// Log-mel energies of a waveform: Hann windows of 25 ms every 10 ms, power spectrum, triangular filters equally spaced on the mel
/// scale 2595 log₁₀(1 + f / 700) from 0 to half the sample rate, ln(1e-6 + energy). No pre-emphasis.
/// </summary>
public sealed class LogMel
{
    internal const double Floor = 1e-6;

    // Far beyond any recording.
    private const int HighestRate = 10_000_000, MostBands = 4096;

    private readonly int window, hop, length;
    private readonly float[] taper;
    private readonly MelFilter[] filters;

    /// <param name="sampleRate">Samples per second of the waveforms.</param>
    /// <param name="bands">Number of mel filters.</param>
    /// <exception cref="ArgumentOutOfRangeException">No rate or number of filters that a recording can have.</exception>
    public LogMel(int sampleRate, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sampleRate is >= 1 and <= HighestRate, true, nameof(sampleRate));
        ArgumentOutOfRangeException.ThrowIfNotEqual(bands is >= 1 and <= MostBands, true, nameof(bands));
        (SampleRate, Bands) = (sampleRate, bands);
        window = Math.Max(2, sampleRate * 25 / 1000);
        hop = Math.Max(1, sampleRate / 100);
        length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)window);
        taper = new float[window];
        double energy = 0;
        for (int i = 0; i < window; i++)
        {
            double w = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / window);
            energy += w * w;
            taper[i] = (float)w;
        }

        // With this, white noise of variance v has power v in every bin, whatever the window's length.
        float unit = (float)(1 / Math.Sqrt(energy));
        for (int i = 0; i < window; i++)
        {
            taper[i] *= unit;
        }

        filters = MelFilter.Bank(bands, sampleRate, length);
    }

    /// <summary>Samples of a window.</summary>
    internal int Window => window;

    /// <summary>Samples from one window to the next.</summary>
    internal int Hop => hop;

    /// <summary>Samples of a transform, a power of two; those past the window are 0.</summary>
    internal int Length => length;

    /// <summary>What each sample of a window is multiplied by.</summary>
    internal ReadOnlySpan<float> Taper => taper;

    public int SampleRate { get; }

    public int Bands { get; }

    /// <summary>Frames × <see cref="Bands"/>, row-major; a waveform shorter than a window is padded to one frame.</summary>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        int frames = samples.Length <= window ? 1 : 1 + (samples.Length - window) / hop;
        float[] energies = new float[frames * Bands];
        RealFft fft = new(length);
        float[] frame = new float[window];
        double[] power = new double[length / 2 + 1];
        for (int t = 0; t < frames; t++)
        {
            for (int i = 0; i < window; i++)
            {
                int at = t * hop + i;
                float sample = at < samples.Length ? samples[at] : 0;
                frame[i] = float.IsFinite(sample) ? sample * taper[i] : 0;
            }

            fft.Power(frame, power);
            for (int band = 0; band < Bands; band++)
            {
                energies[t * Bands + band] = (float)Math.Log(Floor + filters[band].Apply(power));
            }
        }

        return energies;
    }

    /// <summary>The filters as one matrix: bins of the power spectrum × <see cref="Bands"/>, row-major.</summary>
    internal double[] FilterMatrix()
    {
        double[] matrix = new double[(length / 2 + 1) * Bands], unit = new double[length / 2 + 1];
        for (int bin = 0; bin < unit.Length; bin++)
        {
            unit[bin] = 1;
            for (int band = 0; band < Bands; band++)
            {
                matrix[bin * Bands + band] = filters[band].Apply(unit);
            }

            unit[bin] = 0;
        }

        return matrix;
    }

    /// <summary>
    /// Averages the frames of <see cref="Compute"/> over <paramref name="bins"/> equal parts of the sound: bins × <see cref="Bands"/>,
    /// row-major. With fewer frames than bins, neighbouring bins repeat a frame.
    /// </summary>
    public float[] Pool(ReadOnlySpan<float> energies, int bins)
    {
        int frames = energies.Length / Bands;
        float[] pooled = new float[bins * Bands];
        for (int bin = 0; bin < bins; bin++)
        {
            int from = (int)((long)bin * frames / bins);
            int to = Math.Max(from + 1, (int)((long)(bin + 1) * frames / bins));
            for (int band = 0; band < Bands; band++)
            {
                // In double precision: a cut of a tree next to a value then sees the same side in whatever order frames are added up.
                double sum = 0;
                for (int t = from; t < to; t++)
                {
                    sum += energies[t * Bands + band];
                }

                pooled[bin * Bands + band] = (float)(sum / (to - from));
            }
        }

        return pooled;
    }
}
