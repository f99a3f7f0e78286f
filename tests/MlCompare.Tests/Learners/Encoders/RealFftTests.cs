using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Encoders;

public class RealFftTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(8, 8)]
    [InlineData(64, 50)]
    [InlineData(256, 200)]
    public void Power_equals_the_direct_transform(int length, int samples)
    {
        Rng rng = new((ulong)length);
        float[] signal = [.. Enumerable.Range(0, samples).Select(_ => (float)rng.NextGaussian())];
        double[] power = new double[length / 2 + 1];
        RealFft fft = new(length);
        fft.Power([.. Enumerable.Repeat(9f, length)], power);
        fft.Power(signal, power);
        for (int k = 0; k <= length / 2; k++)
        {
            double real = 0, imaginary = 0;
            for (int t = 0; t < samples; t++)
            {
                real += signal[t] * Math.Cos(2 * Math.PI * k * t / length);
                imaginary -= signal[t] * Math.Sin(2 * Math.PI * k * t / length);
            }

            double expected = real * real + imaginary * imaginary;
            Assert.True(Math.Abs(power[k] - expected) <= 1e-9 * (1 + expected), $"{k}: {power[k]} against {expected}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48)]
    public void Other_lengths_are_refused(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(length));
}
