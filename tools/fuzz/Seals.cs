using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlCompare.Fuzz;

/// <summary>Checksums made to fit what a mutation left.</summary>
internal static class Seals
{
    /// <summary>The CRC of every chunk as far as chunks can be made out.</summary>
    public static byte[] Png(byte[] bytes)
    {
        for (int at = 8; at + 12 <= bytes.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length), Crc(bytes.AsSpan(at + 4, 4 + (int)length)));
            at += 12 + (int)length;
        }

        return bytes;
    }

    /// <summary>The check at the end of every line that has one.</summary>
    public static byte[] Results(byte[] bytes)
    {
        const string Mark = ",\"check\":\"";
        return Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(bytes).Split('\n').Select(line =>
        {
            int mark = line.LastIndexOf(Mark, StringComparison.Ordinal);
            return mark < 0 ? line : line[..mark] + Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line[..mark])))[..8] + "\"}";
        })));
    }

    /// <summary>Length and hash of the model that stands at the end, as far as it can be found.</summary>
    public static byte[] Model(byte[] bytes)
    {
        int at = bytes.AsSpan().LastIndexOf("MlCompareModel"u8) + 15;
        if (at < 15 || at >= bytes.Length || bytes[at] > 127 || at + 1 + bytes[at] + sizeof(long) + SHA256.HashSizeInBytes > bytes.Length)
        {
            return bytes;
        }

        Span<byte> rest = bytes.AsSpan(at + 1 + bytes[at]);
        Span<byte> body = rest[(sizeof(long) + SHA256.HashSizeInBytes)..];
        BinaryPrimitives.WriteInt64LittleEndian(rest, body.Length);
        SHA256.HashData(body, rest[sizeof(long)..]);
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
