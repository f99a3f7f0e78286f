using System.Security.Cryptography;
using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>PNG and JPEG files of one shape, known by their headers and the hashes of their bytes until somebody wants their pixels.</summary>
internal sealed class ImageFiles : FileRows
{
    private ImageFiles(InputFile[] files, byte[][] hashes, int height, int width, int channels)
        : base("image", files, hashes) => (Height, Width, Channels) = (height, width, channels);

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    /// <summary>Reads headers and hashes. When some images have colours and others are grey, the grey ones get three equal channels.</summary>
    /// <exception cref="InputException">A header is damaged, or images are of several sizes.</exception>
    public static ImageFiles Open(InputFile[] files)
    {
        byte[][] hashes = new byte[files.Length][];
        (int width, int height, int channels) = (0, 0, 0);
        for (int i = 0; i < files.Length; i++)
        {
            byte[] bytes = files[i].ReadAll();
            hashes[i] = SHA256.HashData(bytes);
            ImageShape shape = ImageDecoder.Shape(bytes, files[i]);
            (width, height) = i == 0 ? (shape.Width, shape.Height) : (width, height);
            if ((shape.Width, shape.Height) != (width, height))
            {
                throw new InputException(
                    $"its image is {shape.Width}x{shape.Height} pixels, that of {files[0].Name} is {width}x{height}", files[i].Name, "scale or cut all images to one size");
            }

            channels = Math.Max(channels, shape.Channels);
        }

        return new ImageFiles(files, hashes, height, width, channels);
    }

    public override int Length(int item) => Height * Width * Channels;

    protected override PackedValues Decode(byte[] bytes, InputFile file, int item)
    {
        (ImageShape shape, PackedValues pixels) = ImageDecoder.Decode(bytes, file);
        return (shape.Width, shape.Height) != (Width, Height) || shape.Channels > Channels
            ? throw new InputException("this image file is damaged: it has two headers", file.Name, "copy or save the image again")
            : shape.Channels == Channels ? pixels : pixels.Spread();
    }

    /// <summary>Names and hashes of some files, for another process of this machine.</summary>
    public void Write(BinaryWriter writer, int[] items)
    {
        writer.Write(Height);
        writer.Write(Width);
        writer.Write(Channels);
        WriteFiles(writer, items);
    }

    /// <summary>The files that <see cref="Write"/> named.</summary>
    public static ImageFiles Read(BinaryReader reader)
    {
        (int height, int width, int channels) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (InputFile[] files, byte[][] hashes) = ReadFiles(reader);
        return new ImageFiles(files, hashes, height, width, channels);
    }
}
