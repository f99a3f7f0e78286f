using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MlCompare.Data;
using MlCompare.Data.Audio;
using MlCompare.Data.Files;
using MlCompare.Data.Images;
using MlCompare.Data.Texts;

namespace MlCompare.Datasets;

/// <summary>Reads the files of a manifest, in the re-packed or the official form, with the reader that the format names.</summary>
internal static class ManifestReader
{
    /// <param name="checks">All files of the manifest, each usable.</param>
    /// <exception cref="InputException">The files do not fit the format.</exception>
    public static Dataset Read(DatasetManifest manifest, IReadOnlyList<FileCheck> checks)
    {
        bool official = checks.Any(check => check.Status is FileStatus.Official or FileStatus.Unverified);
        ManifestFormat format = official ? manifest.Format.With(manifest.OfficialFormat) : manifest.Format;
        ManifestInput[] inputs = [.. checks.DistinctBy(check => check.Path).Select(check => new ManifestInput(check.File, Open(check)))];
        Provenance provenance = new(manifest.Source, manifest.Licence, manifest.Notes);
        Dataset dataset = format.Type == FormatKind.Delimited
            ? ManifestTable.Read(manifest, format, inputs, provenance)
            : Column(format, inputs).ToDataset(manifest.Id, manifest.Title, provenance, CodeOrder(format));
        return Finish(manifest, format, checks, dataset);
    }

    private static LabelledColumn Column(ManifestFormat format, ManifestInput[] inputs) => format.Type switch
    {
        FormatKind.Idx => Idx(format, inputs),
        FormatKind.Cifar => CifarReader.Read([.. inputs.Select(input => (input.Data, input.IsTest))]),
        FormatKind.PixelTable => PixelTable.Read(
            ManifestTable.Cells(format, inputs), format.Label, format.Shape![0], format.Shape[1], format.Shape[2], format.Maximum ?? byte.MaxValue),
        FormatKind.LabelledLines => TextLines.ReadLabelled([.. inputs.Select(input => input.TablePart)], format.Encoding, format.LabelEnd?[0]),
        FormatKind.LinesPerClass => TextLines.ReadPerClass(
            [.. inputs.Select(input => (input.Data, input.File.ClassName!, input.IsTest))], format.Encoding),
        FormatKind.WaveTar => WaveTar.Read(inputs[0].Data, Pattern(format.LabelPattern)!, Pattern(format.TestPattern)),
        FormatKind.TextTar => TextTar.Read(inputs[0].Data, Pattern(format.LabelPattern)!, Pattern(format.TestPattern), format.Encoding),
        _ => throw new InvalidOperationException($"No reader for {format.Type}."),
    };

    private static LabelledColumn Idx(ManifestFormat format, ManifestInput[] inputs)
    {
        InputFile? Pick(FilePart part, IdxContent content) =>
            inputs.FirstOrDefault(input => input.File.Part == part && input.File.Content == content)?.Data;

        return IdxReader.ReadPair(
            Pick(FilePart.Train, IdxContent.Images)!, Pick(FilePart.Train, IdxContent.Labels)!,
            Pick(FilePart.Test, IdxContent.Images), Pick(FilePart.Test, IdxContent.Labels), format.ClassNames);
    }

    /// <summary>Class names where the files hold codes and the reader gives names at once; default: the reader's order.</summary>
    private static ImmutableArray<string> CodeOrder(ManifestFormat format) =>
        format.Type is FormatKind.Idx or FormatKind.Cifar && format.ClassNames is not null ? [.. format.ClassNames] : default;

    private static Dataset Finish(DatasetManifest manifest, ManifestFormat format, IReadOnlyList<FileCheck> checks, Dataset dataset)
    {
        int[] testRows = manifest.TrainFirst is int first && dataset.OfficialTestRows.Length == 0
            ? [.. Enumerable.Range(first, dataset.Count - first)]
            : dataset.OfficialTestRows;
        string[] unverified = [.. checks.Where(check => check.Status == FileStatus.Unverified).Select(check =>
            $"No checksum of the official file {Path.GetFileName(check.Path)} is known; rows and classes agree with the manifest.")];
        return new Dataset(manifest.Id, manifest.Title, dataset.Features, Renamed(dataset.Labels, format, manifest), dataset.Provenance)
        {
            OfficialTestRows = testRows,
            Remarks = [.. dataset.Remarks, .. unverified],
        };
    }

    private static Labels Renamed(Labels labels, ManifestFormat format, DatasetManifest manifest)
    {
        if (format.ClassNames is null || labels.Task == TaskKind.Regression)
        {
            return labels;
        }

        return format.ClassNames.Count == labels.ClassCount
            ? Labels.OfClasses(labels.Classes, [.. format.ClassNames])
            : throw new InputException(
                $"{labels.ClassCount} classes were read, but {format.ClassNames.Count} are named", $"data set {manifest.Id}", "check the files");
    }

    private static InputFile Open(FileCheck check)
    {
        InputFile file = InputFile.Of(check.Path!);
        int skip = check.Status == FileStatus.Ok ? 0 : check.File.Official?.SkipLines ?? 0;
        return skip == 0 ? file : new InputFile(file.Name, () => Skip(file.Open(), skip));
    }

    private static Stream Skip(Stream stream, int lines)
    {
        while (lines > 0 && stream.ReadByte() is >= 0 and int next)
        {
            lines -= next == '\n' ? 1 : 0;
        }

        return stream;
    }

    private static Regex? Pattern(string? pattern) => pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant);
}
