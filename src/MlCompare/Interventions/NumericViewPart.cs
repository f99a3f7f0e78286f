using MlCompare.Data;

namespace MlCompare.Interventions;

/// <summary>How one column becomes numbers in a <see cref="NumericView"/>.</summary>
/// <param name="Width">Numbers a row.</param>
/// <param name="Standardised">The numbers are brought to mean 0 and standard deviation 1 of the reference rows.</param>
/// <param name="Fill">Writes the numbers of one row; NaN where missing.</param>
internal sealed record NumericViewPart(int Width, bool Standardised, Action<Column, int, double[]> Fill)
{
    private const int Levels = 32, Words = 64, Side = 8, Frames = 32;

    public static NumericViewPart Of(Column reference) => reference switch
    {
        NumericColumn => new(1, true, static (column, row, into) => into[0] = ((NumericColumn)column).Values[row]),
        CategoricalColumn categories => OfLevels(Frequent(categories)),
        TextColumn => new(Words, false, static (column, row, into) => Count(((TextColumn)column).Values[row], into)),
        ImageColumn image => new(
            Math.Min(Side, image.Height) * Math.Min(Side, image.Width) * image.Channels,
            true,
            static (column, row, into) => Pool((ImageColumn)column, row, into)),
        WaveformColumn => new(Frames, true, static (column, row, into) => Energies(((WaveformColumn)column).Samples[row], into)),
        _ => throw new NotSupportedException($"No numeric view of {reference.GetType().Name}."),
    };

    private static int[] Frequent(CategoricalColumn column) =>
    [
        .. column.Codes.Where(code => code >= 0).CountBy(code => code)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(Levels).Select(pair => pair.Key),
    ];

    private static NumericViewPart OfLevels(int[] levels) => new(levels.Length, false, (column, row, into) =>
    {
        int code = ((CategoricalColumn)column).Codes[row];
        for (int j = 0; j < levels.Length; j++)
        {
            into[j] = code == levels[j] ? 1 : 0;
        }
    });

    private static void Count(string? text, double[] into)
    {
        Array.Clear(into);
        const ulong Start = 14695981039346656037UL;
        ulong hash = Start;
        foreach (char letter in (text ?? "") + " ")
        {
            if (char.IsLetterOrDigit(letter))
            {
                hash = (hash ^ char.ToLowerInvariant(letter)) * 1099511628211UL;
            }
            else if (hash != Start)
            {
                into[(hash ^ (hash >> 32)) % Words]++;
                hash = Start;
            }
        }

        double norm = Math.Sqrt(into.Sum(count => count * count));
        for (int j = 0; j < into.Length && norm > 0; j++)
        {
            into[j] /= norm;
        }
    }

    private static void Pool(ImageColumn image, int row, double[] into)
    {
        int height = Math.Min(Side, image.Height), width = Math.Min(Side, image.Width), channels = image.Channels;
        float[] pixels = image.Pixels[row];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = (y * image.Height / height, (y + 1) * image.Height / height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = (x * image.Width / width, (x + 1) * image.Width / width);
                for (int channel = 0; channel < channels; channel++)
                {
                    double sum = 0;
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = left; j < right; j++)
                        {
                            sum += pixels[(i * image.Width + j) * channels + channel];
                        }
                    }

                    into[(y * width + x) * channels + channel] = sum / ((bottom - top) * (right - left));
                }
            }
        }
    }

    private static void Energies(float[] samples, double[] into)
    {
        for (int frame = 0; frame < Frames; frame++)
        {
            (int from, int to) = ((int)((long)frame * samples.Length / Frames), (int)((long)(frame + 1) * samples.Length / Frames));
            double sum = 0;
            for (int i = from; i < to; i++)
            {
                sum += samples[i] * (double)samples[i];
            }

            // 1e-10 is the power of noise at −100 dB, below the least bit of 16-bit audio.
            into[frame] = Math.Log(1e-10 + sum / Math.Max(1, to - from));
        }
    }
}
