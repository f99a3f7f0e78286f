using System.Security.Cryptography;
using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Audio;

/// <summary>WAV files, known by their headers and the hashes of their bytes until somebody wants their samples.</summary>
internal sealed class WaveFiles : FileRows
{
    private readonly int[] lengths;

    private WaveFiles(InputFile[] files, byte[][] hashes, int[] lengths)
        : base("sound", files, hashes) => this.lengths = lengths;

    /// <summary>Files whose headers were read.</summary>
    public static WaveFiles Of(IReadOnlyList<(InputFile File, byte[] Hash, int Length)> sounds) =>
        new([.. sounds.Select(sound => sound.File)], [.. sounds.Select(sound => sound.Hash)], [.. sounds.Select(sound => sound.Length)]);

    /// <summary>Reads header and hash of one file.</summary>
    /// <exception cref="InputException">No WAV, another coding, or cut short.</exception>
    public static ((InputFile File, byte[] Hash, int Length) Sound, WaveShape Shape) Look(InputFile file)
    {
        byte[] bytes = file.ReadAll();
        WaveShape shape = WaveReader.Shape(bytes, file.Name);
        return ((file, SHA256.HashData(bytes), shape.Samples), shape);
    }

    public override int Length(int item) => lengths[item];

    protected override PackedValues Decode(byte[] bytes, InputFile file, int item) => PackedValues.Of(WaveReader.Read(bytes, file.Name).Samples);

    /// <summary>Names, hashes and lengths of some files, for another process of this machine.</summary>
    public void Write(BinaryWriter writer, int[] items)
    {
        WriteFiles(writer, items);
        foreach (int item in items)
        {
            writer.Write(lengths[item]);
        }
    }

    /// <summary>The files that <see cref="Write"/> named.</summary>
    public static WaveFiles Read(BinaryReader reader)
    {
        (InputFile[] files, byte[][] hashes) = ReadFiles(reader);
        return new WaveFiles(files, hashes, [.. files.Select(_ => reader.ReadInt32())]);
    }
}
