using System.Buffers.Binary;

namespace MlCompare.Fuzz;

/// <summary>Changes a sound file: bits, bytes, numbers at their limits, pieces cut, doubled, moved or taken from another file.</summary>
internal static class Mutation
{
    private const int MostChanges = 6, MostPiece = 64;

    private static readonly long[] Limits = [0, 1, -1, sbyte.MaxValue, sbyte.MinValue, byte.MaxValue, short.MaxValue, short.MinValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1 << 30];
    private static readonly string[] Words = ["null", "NaN", "-1e999", "\"", "{", "}", "[", "]", ",", "\n", "\0", "../", "\uFFFD", "1e308", "true", "[[[[[[[[[[[[[[[[[[[[[[[["];

    public static byte[] Of(byte[] seed, byte[] other, Rng rng)
    {
        byte[] bytes = seed;
        for (int change = 1 + rng.NextInt(MostChanges); change > 0; change--)
        {
            bytes = One(bytes, other, rng);
        }

        return bytes;
    }

    private static byte[] One(byte[] bytes, byte[] other, Rng rng)
    {
        if (bytes.Length == 0)
        {
            return [(byte)rng.NextInt(256)];
        }

        int at = rng.NextInt(bytes.Length), length = Math.Min(1 + rng.NextInt(MostPiece), bytes.Length - at);
        switch (rng.NextInt(9))
        {
            case 0:
                return Set(bytes, at, [(byte)(bytes[at] ^ (1 << rng.NextInt(8)))]);
            case 1:
                return Set(bytes, at, [(byte)rng.NextInt(256)]);
            case 2:
                byte[] number = new byte[8];
                long limit = Limits[rng.NextInt(Limits.Length)];
                if (rng.NextInt(2) == 0)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(number, limit);
                    return Set(bytes, at, number.AsSpan(0, 1 << rng.NextInt(4)));
                }

                BinaryPrimitives.WriteInt64BigEndian(number, limit);
                return Set(bytes, at, number.AsSpan(8 - (1 << rng.NextInt(4))));
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                return bytes[..at];
            case 6:
                int from = rng.NextInt(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + length)], .. bytes[at..]];
            case 7:
                byte[] word = System.Text.Encoding.UTF8.GetBytes(Words[rng.NextInt(Words.Length)]);
                return rng.NextInt(2) == 0 ? Set(bytes, at, word) : [.. bytes[..at], .. word, .. bytes[at..]];
            default:
                int to = rng.NextInt(bytes.Length);
                return Set(bytes, to, bytes.AsSpan(at, length));
        }
    }

    private static byte[] Set(byte[] bytes, int at, ReadOnlySpan<byte> piece)
    {
        byte[] copy = [.. bytes];
        piece[..Math.Min(piece.Length, copy.Length - at)].CopyTo(copy.AsSpan(at));
        return copy;
    }
}
