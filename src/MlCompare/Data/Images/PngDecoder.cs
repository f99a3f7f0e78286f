using System.Buffers.Binary;
using System.IO.Compression;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>An image as decoded: values in [0, 1], row by row with the channels of a pixel side by side; 1 channel (grey) or 3 (RGB).</summary>
public sealed record DecodedImage(int Width, int Height, int Channels, float[] Pixels);

/// <summary>
/// Decodes PNG (W3C recommendation, second edition, https://www.w3.org/TR/2003/REC-PNG-20031110/): every colour type, bit depth,
/// filter and interlace method, checksums verified. Transparent pixels are laid on white; gamma and colour profiles are not applied.
/// </summary>
public static class PngDecoder
{
    internal const int MaxPixels = 1 << 26;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What the header says, which is the first chunk; a file that has it elsewhere is decoded for it.</summary>
    internal static ImageShape Shape(ReadOnlySpan<byte> file, string name)
    {
        // Length, kind, 13 bytes and checksum of the first chunk.
        bool sound = file.StartsWith(Signature) && file.Length >= 8 + 25 && BinaryPrimitives.ReadUInt32BigEndian(file[8..]) == 13
            && file.Slice(12, 4).SequenceEqual("IHDR"u8) && Crc32.Of(file.Slice(12, 17)) == BinaryPrimitives.ReadUInt32BigEndian(file[29..]);
        if (sound && PngHeader.Read(file.Slice(16, 13), MaxPixels) is { } header)
        {
            return new ImageShape(header.Width, header.Height, header.OutputChannels);
        }

        return DecodePacked(file, name).Shape;
    }

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="InputException">No PNG, damaged, cut short, or larger than 67 million pixels.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> file, string name)
    {
        (ImageShape shape, PackedValues pixels) = DecodePacked(file, name);
        return new DecodedImage(shape.Width, shape.Height, shape.Channels, pixels.Values());
    }

    internal static (ImageShape Shape, PackedValues Pixels) DecodePacked(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Signature))
        {
            throw new InputException("this is no PNG file", name, "convert the image to PNG");
        }

        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        using MemoryStream packed = new();
        for (int at = 8; ;)
        {
            if (file.Length - at < 12 || BinaryPrimitives.ReadUInt32BigEndian(file[at..]) > file.Length - at - 12)
            {
                throw Damaged("it is cut short", name);
            }

            int length = (int)BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> kind = file.Slice(at + 4, 4);
            ReadOnlySpan<byte> body = file.Slice(at + 8, length);
            if (Crc32.Of(file.Slice(at + 4, length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]))
            {
                throw Damaged($"the checksum of its chunk {System.Text.Encoding.ASCII.GetString(kind)} is wrong", name);
            }

            at += 12 + length;
            if (kind.SequenceEqual("IHDR"u8))
            {
                header = PngHeader.Read(body, MaxPixels) ?? throw Damaged("its header makes no sense", name);
            }
            else if (kind.SequenceEqual("PLTE"u8))
            {
                palette = body.ToArray();
            }
            else if (kind.SequenceEqual("tRNS"u8))
            {
                transparency = body.ToArray();
            }
            else if (kind.SequenceEqual("IDAT"u8))
            {
                packed.Write(body);
            }
            else if (kind.SequenceEqual("IEND"u8))
            {
                break;
            }
        }

        if (header is null || (header.Colour == PngColour.Palette && palette.Length < 3))
        {
            throw Damaged(header is null ? "it has no header" : "it has no palette", name);
        }

        byte[] scanlines = Unpack(packed, header.ScanlineBytes, name);
        PackedValues? pixels = new PngPixels(header, palette, transparency).Build(scanlines);
        return (new ImageShape(header.Width, header.Height, header.OutputChannels),
            pixels ?? throw Damaged("it has an unknown filter or a colour outside its palette", name));
    }

    /// <summary>Deflate packs at most so many times (a match of 258 bytes in 2 bits).</summary>
    private const long DeflateRatio = 1032;

    private static byte[] Unpack(MemoryStream packed, int expected, string name)
    {
        if (expected > (packed.Length + 1) * DeflateRatio)
        {
            // Found before memory is set aside for pixels that cannot be there.
            throw Damaged("its pixels are cut short", name);
        }

        byte[] scanlines = new byte[expected];
        packed.Position = 0;
        try
        {
            using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
            return unpacked.ReadAtLeast(scanlines, expected, throwOnEndOfStream: false) == expected
                ? scanlines
                : throw Damaged("its pixels are cut short", name);
        }
        catch (InvalidDataException)
        {
            throw Damaged("its packed pixels are damaged", name);
        }
    }

    private static InputException Damaged(string what, string name) => new($"this PNG file is damaged: {what}", name, "copy or save the image again");
}
