using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MlCompare.Data;
using MlCompare.Data.Audio;
using MlCompare.Data.Files;

namespace MlCompare.Tests.Data.Audio;

public sealed class WaveReaderTests
{
    internal static byte[] Wav(int coding, int bits, int channels, int rate, byte[] data)
    {
        byte[] bytes = new byte[44 + 10 + data.Length];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), (short)coding);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), rate * channels * bits / 8);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), (short)(channels * bits / 8));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), (short)bits);

        // A chunk of one byte, padded to two, which readers must pass over.
        "LIST"u8.CopyTo(bytes.AsSpan(36));
        bytes[40] = 1;
        "data"u8.CopyTo(bytes.AsSpan(46));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(50), data.Length);
        data.CopyTo(bytes, 54);
        return bytes;
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InputException>(() => WaveReader.Read(bytes, "a.wav")).Message;

    [Theory]
    [InlineData(1, 8, new byte[] { 0, 128, 192, 255 }, new float[] { -1, 0, 0.5f, 127 / 128f })]
    [InlineData(1, 16, new byte[] { 0, 0x80, 0, 0, 0, 0x40, 0xFF, 0xFF }, new float[] { -1, 0, 0.5f, -1 / 32768f })]
    [InlineData(1, 24, new byte[] { 0, 0, 0x80, 0, 0, 0x40, 0xFF, 0xFF, 0xFF }, new float[] { -1, 0.5f, -1 / 8388608f })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0x80, 0, 0, 0, 0x40 }, new float[] { -1, 0.5f })]
    [InlineData(3, 32, new byte[] { 0, 0, 0, 0x3F, 0, 0, 0x80, 0xBF }, new float[] { 0.5f, -1 })]
    public void Samples_are_scaled(int coding, int bits, byte[] data, float[] expected)
    {
        Wave wave = WaveReader.Read(Wav(coding, bits, 1, 8000, data), "a.wav");
        Assert.Equal(8000, wave.SampleRate);
        Assert.Equal(expected, wave.Samples);
    }

    [Fact]
    public void Channels_are_averaged() =>
        Assert.Equal([0.25f, -0.5f], WaveReader.Read(Wav(1, 16, 2, 8000, [0, 0x40, 0, 0, 0, 0x80, 0, 0]), "a.wav").Samples);

    [Fact]
    public void What_is_no_sound_is_refused()
    {
        byte[] whole = Wav(1, 16, 1, 8000, new byte[100]);
        Assert.Equal("a.wav: this is no WAV file; convert the sound to WAV with 16-bit PCM", Refusal("ID3 an mp3 file"u8.ToArray()));
        Assert.Equal("a.wav: a chunk of 100 bytes is announced, but 90 follow; the file is cut short: copy it again", Refusal(whole[..^10]));
        Assert.Equal("a.wav: it has no data chunk; the file is cut short: copy it again", Refusal(whole[..40]));
        Assert.Equal("a.wav: coding 85 with 16 bits, 1 channels and 8000 Hz is not read; convert the sound to WAV with 16-bit PCM",
            Refusal(Wav(85, 16, 1, 8000, new byte[8])));
    }

    [Fact]
    public void A_tar_of_sounds_gives_classes_and_split_by_name()
    {
        byte[] Sound(byte value, int rate = 8000) => Wav(1, 8, 1, rate, [value]);
        InputFile tar = Tar(("s/1_bob_1.wav", Sound(3)), ("s/0_ann_0.wav", Sound(1)), ("s/readme.md", [1]), ("s/0_ann_7.wav", Sound(2)));
        LabelledColumn column = WaveTar.Read(tar, new Regex(@"/(?<label>\d)_\w+\.wav$"), new Regex(@"_0\.wav$"));
        Assert.Equal(["0", "0", "1"], column.ClassOfRow);
        Assert.Equal([0], column.TestRows);
        Assert.Equal([-127 / 128f, -126 / 128f, -125 / 128f], Assert.IsType<WaveformColumn>(column.Column).Samples.Select(wave => wave[0]));
        Assert.Equal("s.tar.gz, member s/1_b_0.wav: its sample rate is 16000 Hz, that of s.tar.gz, member s/0_a_0.wav is 8000 Hz; "
            + "convert all sounds to one sample rate", Assert.Throws<InputException>(() => WaveTar.Read(
                Tar(("s/0_a_0.wav", Sound(1)), ("s/1_b_0.wav", Sound(1, 16000))), new Regex(@"/(\d)_"))).Message);
        Assert.Equal("s.tar.gz: no member's name matches x(y); check the names of the sounds",
            Assert.Throws<InputException>(() => WaveTar.Read(tar, new Regex("x(y)"))).Message);
        Assert.Equal("s.tar: this is no tar file, or it is damaged; download or pack the file again",
            Assert.Throws<InputException>(() => WaveTar.Read(InputFile.Of("s.tar", [.. Enumerable.Repeat((byte)'x', 2000)]), new Regex("(.)"))).Message);
    }

    private static InputFile Tar(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (TarWriter writer = new(gzip))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return InputFile.Of("s.tar.gz", packed.ToArray());
    }
}
