using MlCompare.Data.Files;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>
/// The binary version of CIFAR-10 (https://www.cs.toronto.edu/~kriz/cifar.html): records of one label byte and 1,024 red, 1,024
/// green and 1,024 blue bytes of a 32 × 32 image.
/// </summary>
public static class CifarReader
{
    private const int Side = 32;
    private const int Plane = Side * Side;
    private const int Record = 1 + 3 * Plane;

    /// <summary>Class names by label, as the page of the data set gives them.</summary>
    public static readonly IReadOnlyList<string> ClassNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The images of the files one below the other; those of a test file make up the official test part.</summary>
    /// <exception cref="InputException">The length is no multiple of a record, or a label is above 9.</exception>
    public static LabelledColumn Read(params IReadOnlyList<(InputFile File, bool Test)> files)
    {
        List<PackedValues> pixels = [];
        List<string> classes = [];
        List<int> test = [];
        foreach ((InputFile file, bool isTest) in files)
        {
            byte[] bytes = file.ReadAll();
            if (bytes.Length == 0 || bytes.Length % Record != 0)
            {
                throw new InputException($"its {bytes.Length} bytes are no multiple of the {Record} bytes of a CIFAR-10 record", file.Name,
                    "give a file of the binary version, packed with gzip or not");
            }

            for (int start = 0; start < bytes.Length; start += Record)
            {
                int label = bytes[start];
                if (label >= ClassNames.Count)
                {
                    throw new InputException($"record {start / Record + 1} has the label {label}; CIFAR-10 has 0 to 9", file.Name,
                        "give a file of CIFAR-10 (CIFAR-100 has two label bytes a record)");
                }

                if (isTest)
                {
                    test.Add(pixels.Count);
                }

                classes.Add(ClassNames[label]);
                pixels.Add(PackedValues.OfLevels(Interleave(bytes.AsSpan(start + 1, 3 * Plane))));
            }
        }

        ImageColumn column = new("image", ValueRows.Of([.. pixels]), Side, Side, 3);
        return new LabelledColumn(Modality.Image, column, [.. classes], [.. test], files[0].File.Name);
    }

    private static byte[] Interleave(ReadOnlySpan<byte> planes)
    {
        byte[] pixels = new byte[3 * Plane];
        for (int i = 0; i < Plane; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[3 * i + channel] = planes[channel * Plane + i];
            }
        }

        return pixels;
    }
}
