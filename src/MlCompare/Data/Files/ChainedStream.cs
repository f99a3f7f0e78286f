namespace MlCompare.Data.Files;

/// <summary>Some bytes, then a stream, then some bytes: what was read ahead, the rest, and what is to follow it.</summary>
internal sealed class ChainedStream(ReadOnlyMemory<byte> head, Stream body, ReadOnlyMemory<byte> tail = default) : ForwardStream
{
    private ReadOnlyMemory<byte> head = head;
    private ReadOnlyMemory<byte> tail = tail;
    private bool bodyEnded;

    public override int Read(Span<byte> buffer)
    {
        if (!head.IsEmpty)
        {
            return Take(ref head, buffer);
        }

        int count = bodyEnded ? 0 : body.Read(buffer);
        bodyEnded |= count == 0 && buffer.Length > 0;
        return bodyEnded ? Take(ref tail, buffer) : count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Take(ref ReadOnlyMemory<byte> from, Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, from.Length);
        from.Span[..count].CopyTo(buffer);
        from = from[count..];
        return count;
    }
}
