using System.Text.Json;
using System.Text.Json.Nodes;
using MlCompare.Data.Delimited;

namespace MlCompare.Datasets;

/// <summary>Which reader takes the files.</summary>
public enum FormatKind
{
    /// <summary>Tables as text.</summary>
    Delimited,
    /// <summary>Images and labels in IDX files.</summary>
    Idx,
    /// <summary>The binary version of CIFAR-10.</summary>
    Cifar,
    /// <summary>A table with one image a row.</summary>
    PixelTable,
    /// <summary>One "label text" a line.</summary>
    LabelledLines,
    /// <summary>One text a line, one file a class.</summary>
    LinesPerClass,
    /// <summary>WAV files in a tar.</summary>
    WaveTar,
    /// <summary>Text files in a tar.</summary>
    TextTar,
}

/// <summary>How files are read; what is null takes the reader's default.</summary>
public sealed record ManifestFormat
{
    public FormatKind? Type { get; init; }

    /// <summary>One character; a blank stands for runs of blanks; null: inferred.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether the first row names the columns; <see cref="Columns"/> replaces those names.</summary>
    public bool? Header { get; init; }

    public Quoting? Quoting { get; init; }

    public TextEncoding? Encoding { get; init; }

    /// <summary>What stands for a missing value besides the empty field.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Names of all columns in their order.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public string? Label { get; init; }

    /// <summary>Removed from the end of a label that has it.</summary>
    public string? LabelSuffix { get; init; }

    /// <summary>The label of a line ends before this character.</summary>
    public string? LabelEnd { get; init; }

    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>Ordered categories: levels from low to high by column.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Ordinal { get; init; }

    public IReadOnlyList<string>? Text { get; init; }

    /// <summary>Columns that are no inputs: identifiers, and those that give the label away.</summary>
    public IReadOnlyList<string>? Ignore { get; init; }

    /// <summary>Height, width, channels.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    /// <summary>The value of a white pixel.</summary>
    public double? Maximum { get; init; }

    /// <summary>Regular expression over a member's path in a tar; its group "label" is the class.</summary>
    public string? LabelPattern { get; init; }

    /// <summary>Regular expression over the paths of the official test part.</summary>
    public string? TestPattern { get; init; }

    /// <summary>What the classes mean, in the order of the labels as read (numbers in theirs, words in ordinal order).</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>This format with what <paramref name="other"/> says instead.</summary>
    public ManifestFormat With(ManifestFormat? other)
    {
        JsonObject merged = JsonSerializer.SerializeToNode(this, ManifestJson.Options)!.AsObject();
        JsonObject changes = JsonSerializer.SerializeToNode(other ?? new(), ManifestJson.Options)!.AsObject();
        foreach ((string key, JsonNode? value) in changes)
        {
            merged[key] = value?.DeepClone();
        }

        return merged.Deserialize<ManifestFormat>(ManifestJson.Options)!;
    }
}
