using System.Buffers.Binary;
using System.Globalization;
using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>
/// IDX files of unsigned bytes, as MNIST has them (http://yann.lecun.com/exdb/mnist/): big-endian magic 0x0000 08 d with d
/// dimensions, their d sizes, then the bytes.
/// </summary>
public static class IdxReader
{
    private const int UnsignedByte = 0x08;

    /// <summary>Images (count × height × width, or with a fourth dimension of channels), scaled from 0…255 to 0…1.</summary>
    /// <exception cref="InputException">Another format, or the length does not fit the counts.</exception>
    public static ImageColumn ReadImages(InputFile file)
    {
        (int[] sizes, ArraySegment<byte> bytes) = Read(file);
        if (sizes.Length is not (3 or 4))
        {
            throw new InputException($"it has {sizes.Length} dimensions; images have 3, or 4 with channels", file.Name,
                "name the file of images (magic 2051)");
        }

        int channels = sizes.Length == 4 ? sizes[3] : 1;
        int length = checked(sizes[1] * sizes[2] * channels);
        PackedValues[] pixels = new PackedValues[sizes[0]];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = PackedValues.OfLevels(bytes.Slice(i * length, length).ToArray());
        }

        return new ImageColumn("image", ValueRows.Of(pixels), sizes[1], sizes[2], channels);
    }

    /// <summary>Labels 0…255.</summary>
    /// <exception cref="InputException">Another format, or the length does not fit the count.</exception>
    public static int[] ReadLabels(InputFile file)
    {
        (int[] sizes, ArraySegment<byte> bytes) = Read(file);
        return sizes.Length == 1
            ? [.. bytes]
            : throw new InputException($"it has {sizes.Length} dimensions; labels have 1", file.Name, "name the file of labels (magic 2049)");
    }

    /// <summary>Training images with labels and, when there are any, test images with theirs below them.</summary>
    /// <param name="classNames">Names by label; default: the labels themselves.</param>
    public static LabelledColumn ReadPair(
        InputFile images, InputFile labels, InputFile? testImages = null, InputFile? testLabels = null, IReadOnlyList<string>? classNames = null)
    {
        (ImageColumn column, int[] codes) = Matched(images, labels);
        int trainRows = codes.Length;
        if (testImages is not null && testLabels is not null)
        {
            (ImageColumn test, int[] testCodes) = Matched(testImages, testLabels);
            if ((test.Height, test.Width, test.Channels) != (column.Height, column.Width, column.Channels))
            {
                throw new InputException($"its images are {Shape(test)}, those of {images.Name} are {Shape(column)}", testImages.Name,
                    "give training and test images of one shape");
            }

            column = new ImageColumn(column.Name, ValueRows.Of([.. Packed(column), .. Packed(test)]), column.Height, column.Width, column.Channels);
            codes = [.. codes, .. testCodes];
        }

        string[] names = Array.ConvertAll(codes, code => classNames is null ? code.ToString(CultureInfo.InvariantCulture)
            : code < classNames.Count ? classNames[code]
            : throw new InputException($"a label is {code}, but {classNames.Count} classes are named", labels.Name, "name all classes"));
        return new LabelledColumn(Modality.Image, column, names, [.. Enumerable.Range(trainRows, codes.Length - trainRows)], images.Name);
    }

    private static IEnumerable<PackedValues> Packed(ImageColumn images) => Enumerable.Range(0, images.Count).Select(images.Pixels.Packed);

    private static (ImageColumn Images, int[] Labels) Matched(InputFile images, InputFile labels)
    {
        ImageColumn column = ReadImages(images);
        int[] codes = ReadLabels(labels);
        return column.Count == codes.Length
            ? (column, codes)
            : throw new InputException($"it has {codes.Length} labels, but {images.Name} has {column.Count} images", labels.Name,
                "give the labels that belong to the images");
    }

    private static (int[] Sizes, ArraySegment<byte> Bytes) Read(InputFile file)
    {
        byte[] all = file.ReadAll();
        if (all.Length < 4 || all[0] != 0 || all[1] != 0 || all[2] != UnsignedByte || all[3] is 0 or > 4 || all.Length < 4 + 4 * all[3])
        {
            string begin = Convert.ToHexStringLower(all.AsSpan(0, Math.Min(4, all.Length)));
            throw new InputException($"this is no IDX file of unsigned bytes (it begins with '{begin}', expected 0000080d with d dimensions)",
                file.Name, "give an idx-ubyte file, packed with gzip or not");
        }

        int[] sizes = new int[all[3]];
        long expected = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(all.AsSpan(4 + 4 * i));
            sizes[i] = (int)Math.Min(size, int.MaxValue);
            expected = Math.Min(expected * size, 1L << 40);
        }

        int start = 4 + 4 * sizes.Length;
        return expected > 0 && all.Length - start == expected
            ? (sizes, new ArraySegment<byte>(all, start, all.Length - start))
            : throw new InputException(
                $"its header counts {string.Join(" x ", sizes)} = {expected} bytes, but {all.Length - start} follow", file.Name,
                "download the file again");
    }

    internal static string Shape(ImageColumn image) => $"{image.Width}x{image.Height} pixels with {image.Channels} channels";
}
