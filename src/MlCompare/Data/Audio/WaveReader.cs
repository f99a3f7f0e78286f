using System.Buffers.Binary;

namespace MlCompare.Data.Audio;

/// <summary>One sound: mono samples in [−1, 1] and samples per second.</summary>
public sealed record Wave(float[] Samples, int SampleRate);

/// <summary>What the header of a WAV file says.</summary>
internal readonly record struct WaveShape(int Samples, int SampleRate);

/// <summary>
/// WAV files (RIFF) of PCM with 8, 16, 24 or 32 bits or of 32-bit floats; several channels are averaged. 8 bits are unsigned, all
/// others signed and little-endian.
/// </summary>
public static class WaveReader
{
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="InputException">No WAV, another coding, or cut short.</exception>
    public static Wave Read(ReadOnlySpan<byte> file, string name)
    {
        ReadOnlySpan<byte> data = Data(file, name, out Format format);
        int bytes = format.Bits / 8;
        float[] samples = new float[format.Samples(data)];
        for (int i = 0; i < samples.Length; i++)
        {
            float sum = 0;
            for (int channel = 0; channel < format.Channels; channel++)
            {
                sum += Sample(data.Slice((i * format.Channels + channel) * bytes, bytes), format.Coding);
            }

            samples[i] = sum / format.Channels;
        }

        return new Wave(samples, format.Rate);
    }

    /// <summary>Looks at the header only; whatever it accepts can be read.</summary>
    /// <exception cref="InputException">As <see cref="Read"/>.</exception>
    internal static WaveShape Shape(ReadOnlySpan<byte> file, string name)
    {
        ReadOnlySpan<byte> data = Data(file, name, out Format format);
        return new WaveShape(format.Samples(data), format.Rate);
    }

    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file, string name, out Format known)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            throw new InputException("this is no WAV file", name, "convert the sound to WAV with 16-bit PCM");
        }

        ReadOnlySpan<byte> format = default;
        for (int at = 12; at + 8 <= file.Length;)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            ReadOnlySpan<byte> kind = file.Slice(at, 4);
            int available = file.Length - at - 8;
            if (size > available)
            {
                throw new InputException($"a chunk of {size} bytes is announced, but {available} follow", name, "the file is cut short: copy it again");
            }

            ReadOnlySpan<byte> body = file.Slice(at + 8, (int)size);
            if (kind.SequenceEqual("data"u8))
            {
                known = format.Length >= 16 ? Format.Read(format, name) : throw new InputException("it has no format chunk", name, "convert the sound again");
                return body;
            }

            format = kind.SequenceEqual("fmt "u8) ? body : format;
            at += 8 + (int)size + (int)(size & 1);
        }

        throw new InputException("it has no data chunk", name, "the file is cut short: copy it again");
    }

    private static float Sample(ReadOnlySpan<byte> bytes, int coding) => bytes.Length switch
    {
        1 => (bytes[0] - 128) / 128f,
        2 => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        3 => ((bytes[0] << 8 | bytes[1] << 16 | bytes[2] << 24) >> 8) / 8388608f,
        _ => coding == Float ? Finite(BinaryPrimitives.ReadSingleLittleEndian(bytes))
            : (float)(BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0),
    };

    private static float Finite(float value) => float.IsFinite(value) ? value : 0;

    private readonly record struct Format(int Coding, int Channels, int Rate, int Bits)
    {
        public int Samples(ReadOnlySpan<byte> data) => data.Length / (Bits / 8 * Channels);

        public static Format Read(ReadOnlySpan<byte> format, string name)
        {
            int coding = BinaryPrimitives.ReadUInt16LittleEndian(format);
            int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
            int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
            int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
            coding = coding == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : coding;
            bool known = (coding == Pcm && bits is 8 or 16 or 24 or 32) || (coding == Float && bits == 32);
            return known && channels > 0 && rate > 0
                ? new Format(coding, channels, rate, bits)
                : throw new InputException($"coding {coding} with {bits} bits, {channels} channels and {rate} Hz is not read", name, "convert the sound to WAV with 16-bit PCM");
        }
    }
}
