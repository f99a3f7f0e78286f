using System.Buffers.Binary;

namespace MlCompare.Native.Workers;

/// <summary>
/// One message of unknown length on a pipe: chunks, each after its length, then an empty one. The reader can skip what it does not
/// want, so a job that fails in the middle leaves the pipe usable.
/// </summary>
internal sealed class ChunkWriter(Stream pipe) : Stream
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] array, int offset, int count) => Write(array.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= buffer.Length - filled)
        {
            bytes.CopyTo(buffer.AsSpan(filled));
            filled += bytes.Length;
            return;
        }

        Send(buffer.AsSpan(0, filled));
        filled = 0;
        if (bytes.Length < buffer.Length)
        {
            bytes.CopyTo(buffer);
            filled = bytes.Length;
            return;
        }

        Send(bytes);
    }

    /// <summary>Sends what is buffered and the end of the message.</summary>
    public void End()
    {
        Send(buffer.AsSpan(0, filled));
        filled = 0;
        pipe.Write([0, 0, 0, 0]);
        pipe.Flush();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] array, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            pipe.Write(length);
            pipe.Write(bytes);
        }
    }
}

/// <summary>Reads what <see cref="ChunkWriter"/> wrote.</summary>
internal sealed class ChunkReader(Stream pipe) : Stream
{
    private int left;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] array, int offset, int count) => Read(array.AsSpan(offset, count));

    public override int Read(Span<byte> target)
    {
        if (target.Length == 0 || !HasMore())
        {
            return 0;
        }

        int read = pipe.Read(target[..Math.Min(target.Length, left)]);
        if (read == 0)
        {
            throw new EndOfStreamException();
        }

        left -= read;
        return read;
    }

    /// <summary>Reads past the end of the message.</summary>
    public void Drain()
    {
        byte[] scratch = new byte[1 << 16];
        while (Read(scratch) > 0)
        {
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] array, int offset, int count) => throw new NotSupportedException();

    private bool HasMore()
    {
        if (left == 0 && !ended)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            pipe.ReadExactly(length);
            left = BinaryPrimitives.ReadInt32LittleEndian(length);
            ended = left == 0;
        }

        return !ended;
    }
}
