using System.Text;
using MlCompare.Data.Files;

namespace MlCompare.Data.Delimited;

/// <summary>Looks at the first 64 KiB of a file: is it text, and in which encoding? Yields the stream from its beginning.</summary>
internal sealed record TextProbe(Stream Stream, byte[] Head, bool Whole, TextEncoding Encoding) : IDisposable
{
    private const int HeadBytes = 1 << 16;

    /// <summary>More of these in a hundred characters than in any text.</summary>
    private const double MaxControlShare = 0.02;

    /// <summary>Latin-1 prose stays below; other bytes than text, and other alphabets, lie above.</summary>
    private const double MaxInvalidShare = 0.3;

    /// <exception cref="InputException">The file is empty, or no text.</exception>
    public static TextProbe Open(InputFile file, TextEncoding? encoding)
    {
        Stream stream = file.Open();
        try
        {
            stream = ToUtf8(stream, out bool transcoded);
            byte[] head = new byte[HeadBytes];
            int count = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
            bool whole = count < HeadBytes;
            head = head[..count];
            if (head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0 && whole)
            {
                throw new InputException("the file is empty", file.Name, "give a file with rows");
            }

            TextEncoding found = Check(head, whole, file.Name, transcoded ? TextEncoding.Utf8 : encoding);
            return new TextProbe(new ChainedStream(head, stream), head, whole, found);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();

    private static Stream ToUtf8(Stream stream, out bool transcoded)
    {
        byte[] mark = new byte[2];
        int count = stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        transcoded = count == 2 && mark is [0xFF, 0xFE] or [0xFE, 0xFF];
        Stream whole = new ChainedStream(mark.AsMemory(0, count), stream);
        System.Text.Encoding wide = mark[0] == 0xFF ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
        return transcoded ? System.Text.Encoding.CreateTranscodingStream(whole, wide, System.Text.Encoding.UTF8) : whole;
    }

    private static TextEncoding Check(ReadOnlySpan<byte> head, bool whole, string name, TextEncoding? wanted)
    {
        string? kind = head.StartsWith("PK\u0003\u0004"u8) ? "a ZIP archive or an Excel workbook, not text"
            : head.StartsWith("PAR1"u8) ? "a Parquet file, not text"
            : head.Contains((byte)0) ? "a binary file (it has NUL bytes), not text"
            : null;
        int control = 0;
        foreach (byte value in head)
        {
            control += value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x0B or 0x1A) ? 1 : 0;
        }

        if (kind is null && control > MaxControlShare * head.Length)
        {
            kind = $"a binary file ({control} of its first {head.Length} bytes are control characters), not text";
        }

        double invalid = InvalidShare(head, whole);
        if (kind is null && wanted != TextEncoding.Latin1 && invalid > MaxInvalidShare)
        {
            kind = $"no UTF-8 text ({invalid * 100:0} % of its first {head.Length} bytes are invalid)";
        }

        return kind is null
            ? wanted ?? (invalid > 0 ? TextEncoding.Latin1 : TextEncoding.Utf8)
            : throw new InputException($"this is {kind}", name, "save it as text in UTF-8, a table as csv");
    }

    /// <summary>Share of bytes that are no part of valid UTF-8; a character cut off by the end of the head counts as valid.</summary>
    private static double InvalidShare(ReadOnlySpan<byte> bytes, bool whole)
    {
        int invalid = 0;
        int length = bytes.Length;
        while (!bytes.IsEmpty)
        {
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out _, out int used);
            bool bad = status == System.Buffers.OperationStatus.InvalidData || (status == System.Buffers.OperationStatus.NeedMoreData && whole);
            invalid += bad ? used : 0;
            bytes = bytes[used..];
        }

        return length == 0 ? 0 : (double)invalid / length;
    }
}
