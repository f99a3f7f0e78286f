using System.Buffers.Binary;

namespace MlCompare.Data.Images;

internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    /// <summary>The seven passes of Adam7: first column, first row, column step, row step.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Samples a pixel in the file.</summary>
    public int Samples => Colour switch { PngColour.Rgb => 3, PngColour.GreyAlpha => 2, PngColour.Rgba => 4, _ => 1 };

    /// <summary>Channels of the decoded image.</summary>
    public int OutputChannels => Colour is PngColour.Grey or PngColour.GreyAlpha ? 1 : 3;

    /// <summary>Bytes from a byte to its left neighbour, for the filters: those of a pixel, at least one.</summary>
    public int FilterStep => Math.Max(1, Samples * Depth / 8);

    /// <summary>First column and row, steps, and size of every pass that has pixels; one pass when not interlaced.</summary>
    public IEnumerable<(int X, int Y, int StepX, int StepY, int Columns, int Rows)> Passes =>
        (Interlaced ? Adam7 : [(0, 0, 1, 1)])
        .Select(pass => (pass.X, pass.Y, pass.StepX, pass.StepY,
            Columns: (Width - pass.X + pass.StepX - 1) / pass.StepX, Rows: (Height - pass.Y + pass.StepY - 1) / pass.StepY))
        .Where(pass => pass is { Columns: > 0, Rows: > 0 });

    /// <summary>Bytes of all scanlines with their filter bytes.</summary>
    public int ScanlineBytes => Passes.Sum(pass => pass.Rows * (1 + RowBytes(pass.Columns)));

    public int RowBytes(int columns) => checked(columns * Samples * Depth + 7) / 8;

    /// <summary>Null when the chunk allows no image, or too large a one.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> body, int maxPixels)
    {
        if (body.Length != 13 || body[10] != 0 || body[11] != 0 || body[12] > 1)
        {
            return null;
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(body);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        bool depthAllowed = (PngColour)body[9] switch
        {
            PngColour.Grey => body[8] is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => body[8] is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => body[8] is 8 or 16,
            _ => false,
        };
        return width > 0 && height > 0 && (ulong)width * height <= (ulong)maxPixels && depthAllowed
            ? new PngHeader((int)width, (int)height, body[8], (PngColour)body[9], body[12] == 1)
            : null;
    }
}
