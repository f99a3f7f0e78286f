using MlCompare.Data.Files;

namespace MlCompare.Data.Images;

/// <summary>A folder of IDX files as MNIST names them, or of CIFAR-10's binary batches.</summary>
internal static class ImageFolder
{
    /// <summary>Null when the folder holds neither.</summary>
    /// <exception cref="InputException">Images without labels, or damaged files.</exception>
    public static LabelledColumn? TryRead(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        string[] batches = [.. files.Where(path => Path.GetFileName(path).Contains("_batch", StringComparison.OrdinalIgnoreCase)
            && InputFile.Of(path).PlainName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))];
        if (batches.Length > 0)
        {
            return CifarReader.Read([.. batches.Select(path => (InputFile.Of(path), IsTest(path))).OrderBy(part => part.Item2)]);
        }

        string[] images = [.. files.Where(path => path.Contains("idx3-ubyte", StringComparison.OrdinalIgnoreCase))];
        if (images.Length == 0)
        {
            return null;
        }

        string train = images.FirstOrDefault(path => !IsTest(path)) ?? images[0];
        string? test = images.FirstOrDefault(path => path != train && IsTest(path));
        return IdxReader.ReadPair(InputFile.Of(train), LabelsOf(train), test is null ? null : InputFile.Of(test),
            test is null ? null : LabelsOf(test));
    }

    private static InputFile LabelsOf(string images)
    {
        string name = Path.GetFileName(images).Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase);
        string stem = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string folder = Path.GetDirectoryName(images)!;
        string? found = ((string[])[stem, stem + ".gz"]).Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return found is not null
            ? InputFile.Of(found)
            : throw new InputException($"there is no file of labels '{stem}' beside it", images, "put the labels beside the images");
    }

    private static bool IsTest(string path) => Path.GetFileName(path) is { } name
        && (name.StartsWith("t10k", StringComparison.OrdinalIgnoreCase) || name.StartsWith("test", StringComparison.OrdinalIgnoreCase));
}
