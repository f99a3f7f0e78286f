using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MlCompare.Data.Tables;

/// <summary>Compares texts by their UTF-8 bytes, so that a cell is looked up before a string is made of it.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static readonly Utf8Comparer Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string text) => GetHashCode(Encoding.UTF8.GetBytes(text));

    public string Create(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    public bool Equals(ReadOnlySpan<byte> bytes, string text)
    {
        int count = Encoding.UTF8.GetByteCount(text);
        if (count != bytes.Length)
        {
            return false;
        }

        Span<byte> buffer = count <= 256 ? stackalloc byte[count] : new byte[count];
        Encoding.UTF8.GetBytes(text, buffer);
        return bytes.SequenceEqual(buffer);
    }

    public int GetHashCode(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong last = 0;
        foreach (byte value in bytes)
        {
            last = (last << 8) | value;
        }

        hash = Mix(hash ^ last);
        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value) => BitOperations.RotateLeft(value * 0x9E3779B97F4A7C15UL, 29) * 0xBF58476D1CE4E5B9UL;
}
