using System.Security.Cryptography;
using MlCompare.Data.Files;

namespace MlCompare.Data.Rows;

/// <summary>Rows that are a file each, known by its name and the hash of its bytes until somebody wants the values.</summary>
/// <param name="noun">What a file is, for error lines.</param>
internal abstract class FileRows(string noun, InputFile[] files, byte[][] hashes) : RowSource
{
    public int Count => files.Length;

    public sealed override PackedValues Make(int item)
    {
        const string Remedy = "put it back as it was, or read the folder again for a study of its own (--new)";
        InputFile file = files[item];
        if (!File.Exists(file.Name))
        {
            throw new InputException($"the {noun} was there when the folder was read, and is gone", file.Name, Remedy);
        }

        byte[] bytes = file.ReadAll();
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(hashes[item])
            ? Decode(bytes, file, item)
            : throw new InputException($"the {noun} is another than when the folder was read", file.Name, Remedy);
    }

    /// <summary>The values of a file whose bytes are those that were read first.</summary>
    protected abstract PackedValues Decode(byte[] bytes, InputFile file, int item);

    /// <summary>Writes names and hashes of some files, for another process of this machine.</summary>
    protected void WriteFiles(BinaryWriter writer, int[] items)
    {
        writer.Write(items.Length);
        foreach (int item in items)
        {
            writer.Write(files[item].Name);
            writer.Write(hashes[item]);
        }
    }

    /// <summary>What <see cref="WriteFiles"/> wrote.</summary>
    protected static (InputFile[] Files, byte[][] Hashes) ReadFiles(BinaryReader reader)
    {
        InputFile[] files = new InputFile[reader.ReadInt32()];
        byte[][] hashes = new byte[files.Length][];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = InputFile.Of(reader.ReadString());
            hashes[i] = reader.ReadBytes(SHA256.HashSizeInBytes);
        }

        return (files, hashes);
    }
}
