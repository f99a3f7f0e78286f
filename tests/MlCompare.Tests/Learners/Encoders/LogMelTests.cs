using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Encoders;

public class LogMelTests
{
    private static float[] Tone(double hertz, int rate, int samples, double amplitude = 0.5) =>
        [.. Enumerable.Range(0, samples).Select(t => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * t / rate)))];

    [Theory]
    [InlineData(440, 8000, 40)]
    [InlineData(1500, 8000, 40)]
    [InlineData(3000, 16000, 32)]
    public void A_tone_peaks_in_the_band_around_it(double hertz, int rate, int bands)
    {
        LogMel mel = new(rate, bands);
        float[] energies = mel.Compute(Tone(hertz, rate, rate / 2));
        // Band b peaks at mel (b + 1) / (bands + 1) of the way from 0 to half the sample rate.
        double place = MelFilter.ToMel(hertz) / MelFilter.ToMel(rate / 2.0) * (bands + 1) - 1;
        for (int t = 0; t < energies.Length / bands; t++)
        {
            float[] frame = energies[(t * bands)..((t + 1) * bands)];
            Assert.True(Math.Abs(Array.IndexOf(frame, frame.Max()) - place) <= 1, $"frame {t}: {Array.IndexOf(frame, frame.Max())}, not {place}");
        }
    }

    [Fact]
    public void Frames_of_25_ms_every_10_ms()
    {
        LogMel mel = new(8000, 40);
        // (8000 − 200) / 80 + 1.
        Assert.Equal(98 * 40, mel.Compute(new float[8000]).Length);
        Assert.Equal(40, mel.Compute(new float[10]).Length);
        Assert.Equal(40, mel.Compute([]).Length);
    }

    [Fact]
    public void Silence_is_the_logarithm_of_the_floor() =>
        Assert.All(new LogMel(8000, 20).Compute(new float[400]), energy => Assert.Equal(Math.Log(1e-6), energy, 1e-5));

    [Fact]
    public void Twice_the_amplitude_adds_the_logarithm_of_four()
    {
        LogMel mel = new(8000, 40);
        float quiet = mel.Compute(Tone(1000, 8000, 200)).Max(), loud = mel.Compute(Tone(1000, 8000, 200, 1)).Max();
        Assert.Equal(Math.Log(4), loud - quiet, 1e-4);
    }

    [Fact]
    public void White_noise_of_unit_variance_has_the_energy_of_the_filter()
    {
        Rng rng = new(1);
        LogMel mel = new(8000, 4);
        float[] energies = mel.Compute([.. Enumerable.Range(0, 80_000).Select(_ => (float)rng.NextGaussian())]);
        // The triangle of the last of four bands: half its base in bins of 31.25 Hz.
        double low = MelFilter.FromMel(MelFilter.ToMel(4000) * 3 / 5);
        double expected = (4000 - low) / 2 / 31.25;
        double mean = Enumerable.Range(0, energies.Length / 4).Average(t => Math.Exp(energies[t * 4 + 3]));
        Assert.True(Math.Abs(mean / expected - 1) <= 0.03, $"{mean} against {expected}");
    }

    [Fact]
    public void Pooling_averages_equal_parts_and_repeats_when_there_are_few_frames()
    {
        LogMel mel = new(8000, 2);
        Assert.Equal([2, 3, 6, 7], mel.Pool([1, 2, 3, 4, 5, 6, 7, 8], 2));
        Assert.Equal([1, 2, 1, 2, 3, 4, 3, 4], mel.Pool([1, 2, 3, 4], 4));
    }
}
