namespace MlCompare.Data.Files;

/// <summary>
/// Unpacks no more than any honest file holds: a few kilobytes can be packed so that they unpack to terabytes.
/// </summary>
internal static class BoundedCopy
{
    /// <summary>The most that one member of an archive may unpack to into memory: no text, sound or inner archive of a data set comes near.</summary>
    public const long MostInMemory = 1L << 30;

    /// <summary>Deflate packs at most 1,032 times; real tables stay below 100 (kddcup99: 41).</summary>
    private const long MostRatio = 400;

    /// <summary>Small files may be packed well.</summary>
    private const long AlwaysAllowed = 64L << 20;

    /// <summary>What a packed file of so many bytes may unpack to.</summary>
    public static long Allowed(long packedBytes) => AlwaysAllowed + (MostRatio * packedBytes);

    /// <summary>Copies to the end, or to as many bytes as are wanted.</summary>
    /// <param name="most">More than this is refused.</param>
    /// <param name="wanted">Only the first so many bytes; null: all.</param>
    /// <param name="where">File and member, for the message.</param>
    /// <exception cref="InputException">There is more.</exception>
    public static void Copy(Stream from, Stream to, long most, string where, long? wanted = null)
    {
        byte[] buffer = new byte[1 << 16];
        long left = wanted ?? long.MaxValue, written = 0;
        for (int count; left > 0 && (count = from.Read(buffer, 0, (int)Math.Min(buffer.Length, left))) > 0; left -= count)
        {
            written += count;
            if (written > most)
            {
                throw new InputException($"it unpacks to more than {most:N0} bytes, far more than a file of its size should", where, "do not trust this file; get it from its official address");
            }

            to.Write(buffer, 0, count);
        }
    }

    /// <summary>A member of a tar, in memory.</summary>
    /// <inheritdoc cref="Copy"/>
    public static MemoryStream Member(Stream? data, string where)
    {
        MemoryStream bytes = new();
        if (data is not null)
        {
            Copy(data, bytes, MostInMemory, where);
        }

        bytes.Position = 0;
        return bytes;
    }
}
