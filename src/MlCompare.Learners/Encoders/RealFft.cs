namespace MlCompare.Learners.Encoders;

/// <summary>Power spectrum of real signals of one length, a power of two: radix-2 decimation in time (Cooley and Tukey 1965).</summary>
public sealed class RealFft
{
    private readonly int[] reversed;
    private readonly double[] cosine;
    private readonly double[] sine;
    private readonly double[] real;
    private readonly double[] imaginary;

    /// <param name="length">Samples of one transform; a power of two.</param>
    public RealFft(int length)
    {
        if (length < 2 || (length & (length - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a power of two.");
        }

        Length = length;
        (real, imaginary) = (new double[length], new double[length]);
        (cosine, sine) = (new double[length / 2], new double[length / 2]);
        for (int k = 0; k < length / 2; k++)
        {
            (sine[k], cosine[k]) = Math.SinCos(-2 * Math.PI * k / length);
        }

        int bits = int.Log2(length);
        reversed = new int[length];
        for (int i = 1; i < length; i++)
        {
            reversed[i] = (reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        }
    }

    public int Length { get; }

    /// <summary>Writes |X(k)|² for k = 0 … Length / 2; shorter signals are padded by zeros. Not for several threads at once.</summary>
    public void Power(ReadOnlySpan<float> signal, Span<double> power)
    {
        for (int i = 0; i < Length; i++)
        {
            real[reversed[i]] = i < signal.Length ? signal[i] : 0;
        }

        Array.Clear(imaginary);
        for (int half = 1; half < Length; half *= 2)
        {
            int step = Length / (2 * half);
            for (int start = 0; start < Length; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    Butterfly(start + k, start + k + half, cosine[k * step], sine[k * step]);
                }
            }
        }

        for (int k = 0; k <= Length / 2; k++)
        {
            power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
        }
    }

    private void Butterfly(int a, int b, double cos, double sin)
    {
        double re = real[b] * cos - imaginary[b] * sin;
        double im = real[b] * sin + imaginary[b] * cos;
        (real[b], imaginary[b]) = (real[a] - re, imaginary[a] - im);
        (real[a], imaginary[a]) = (real[a] + re, imaginary[a] + im);
    }
}
