using System.Buffers.Binary;
using System.IO.Compression;

namespace MlCompare.Fuzz;

/// <summary>Writes PNG files, straight from the specification: samples packed to scanlines, filtered, in passes.</summary>
internal sealed record PngFile(int Width, int Height, int Depth, int Colour, bool Interlaced = false, int Filter = -1)
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly int[] StartX = [0, 4, 0, 2, 0, 1, 0], StartY = [0, 0, 4, 0, 2, 0, 1];
    private static readonly int[] StepX = [8, 8, 4, 4, 2, 2, 1], StepY = [8, 8, 8, 4, 4, 2, 2];

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public int Samples => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <param name="sample">Sample of (column, row, channel). Filter −1 uses the five filters in turn.</param>
    public byte[] Encode(Func<int, int, int, int> sample)
    {
        using MemoryStream raw = new();
        for (int pass = 0; pass < (Interlaced ? 7 : 1); pass++)
        {
            (int x0, int y0, int dx, int dy) = Interlaced ? (StartX[pass], StartY[pass], StepX[pass], StepY[pass]) : (0, 0, 1, 1);
            byte[]? above = null;
            for (int y = y0; y < Height && x0 < Width; y += dy)
            {
                byte[] line = Pack([.. Enumerable.Range(0, Width).Where(x => x >= x0 && (x - x0) % dx == 0)
                    .SelectMany(x => Enumerable.Range(0, Samples).Select(channel => sample(x, y, channel)))]);
                int filter = Filter >= 0 ? Filter : y % 5;
                raw.WriteByte((byte)filter);
                raw.Write(Filtered(filter, line, above ?? new byte[line.Length]));
                above = line;
            }
        }

        return Wrap(raw.ToArray());
    }

    /// <summary>The file around given scanlines.</summary>
    public byte[] Wrap(byte[] scanlines)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(scanlines);
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)Depth, (byte)Colour, (byte)(Interlaced ? 1 : 0));
        byte[] data = packed.ToArray();
        int half = data.Length / 2;
        return
        [
            .. Signature, .. Chunk("IHDR", header), .. Chunk("gAMA", [0, 0, 0xB1, 0x8F]),
            .. Palette is null ? [] : Chunk("PLTE", Palette), .. Transparency is null ? [] : Chunk("tRNS", Transparency),
            .. Chunk("IDAT", data[..half]), .. Chunk("IDAT", data[half..]), .. Chunk("IEND", []),
        ];
    }

    public static byte[] Chunk(string kind, byte[] body)
    {
        byte[] chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        System.Text.Encoding.ASCII.GetBytes(kind, chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        uint crc = uint.MaxValue;
        foreach (byte value in chunk.AsSpan(4, 4 + body.Length))
        {
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (((crc ^ (uint)(value >> bit)) & 1) != 0 ? 0xEDB88320u : 0) ^ (crc >> 1);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), ~crc);
        return chunk;
    }

    private byte[] Pack(int[] samples)
    {
        byte[] line = new byte[(samples.Length * Depth + 7) / 8];
        for (int i = 0; i < samples.Length; i++)
        {
            for (int bit = 0; bit < Depth; bit++)
            {
                int at = i * Depth + bit;
                line[at / 8] |= (byte)(((samples[i] >> (Depth - 1 - bit)) & 1) << (7 - at % 8));
            }
        }

        return line;
    }

    private byte[] Filtered(int filter, byte[] line, byte[] above)
    {
        int step = Math.Max(1, Samples * Depth / 8);
        byte[] result = new byte[line.Length];
        for (int i = 0; i < line.Length; i++)
        {
            int a = i >= step ? line[i - step] : 0, b = above[i], c = i >= step ? above[i - step] : 0;
            int p = a + b - c;
            int paeth = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
            int[] prediction = [0, a, b, (a + b) / 2, paeth];
            result[i] = (byte)(line[i] - prediction[filter]);
        }

        return result;
    }
}
