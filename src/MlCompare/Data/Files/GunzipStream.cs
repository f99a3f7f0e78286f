using System.IO.Compression;

namespace MlCompare.Data.Files;

/// <summary>
/// Unpacks gzip (several members too) and fails when it is cut short. The framework's stream ends quietly at a cut, so a small member
/// with known content is appended to the packed bytes: a whole file yields it at the end, a cut or damaged one cannot.
/// </summary>
internal sealed class GunzipStream : ForwardStream
{
    private static readonly byte[] Sentinel = "MlCompare.end-of-gzip.9b1f"u8.ToArray();
    private static readonly byte[] PackedSentinel = Pack(Sentinel);

    private readonly string name;
    private readonly GZipStream unpacked;
    private readonly byte[] buffer = new byte[1 << 16];
    private int start, end;
    private bool finished;

    public GunzipStream(Stream packed, string name)
    {
        this.name = name;
        unpacked = new GZipStream(new ChainedStream(default, packed, PackedSentinel), CompressionMode.Decompress);
    }

    public override int Read(Span<byte> target)
    {
        // The last bytes are held back until more follow: they may be the sentinel.
        while (!finished && end - start <= Sentinel.Length)
        {
            Fill();
        }

        int available = finished ? end - start : end - start - Sentinel.Length;
        int count = Math.Min(available, target.Length);
        buffer.AsSpan(start, count).CopyTo(target);
        start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        int count;
        try
        {
            count = unpacked.Read(buffer.AsSpan(end));
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }

        end += count;
        if (count == 0)
        {
            if (!buffer.AsSpan(0, end).EndsWith(Sentinel))
            {
                throw Damaged();
            }

            end -= Sentinel.Length;
            finished = true;
        }
    }

    private InputException Damaged() => new("the gzip data is truncated or damaged", name, "download or pack the file again");

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
