using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>What the header of an image file says.</summary>
/// <param name="Channels">Of the decoded image: 1 (grey) or 3 (RGB).</param>
internal readonly record struct ImageShape(int Width, int Height, int Channels);

/// <summary>PNG or JPEG: the first bytes decide, not the name. A JPEG begins with FF D8 FF.</summary>
internal static class ImageDecoder
{
    public static (ImageShape Shape, PackedValues Pixels) Decode(byte[] bytes, InputFile file) =>
        IsJpeg(bytes, file) ? TurboJpeg.Shared.DecodePacked(bytes, file.Name) : PngDecoder.DecodePacked(bytes, file.Name);

    /// <summary>Looks at the header only.</summary>
    public static ImageShape Shape(byte[] bytes, InputFile file) =>
        IsJpeg(bytes, file) ? TurboJpeg.Shared.Shape(bytes, file.Name) : PngDecoder.Shape(bytes, file.Name);

    private static bool IsJpeg(byte[] bytes, InputFile file) =>
        bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || !Path.GetExtension(file.PlainName).Equals(".png", StringComparison.OrdinalIgnoreCase);
}
