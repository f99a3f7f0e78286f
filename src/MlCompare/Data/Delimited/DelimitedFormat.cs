using System.Collections.Immutable;

namespace MlCompare.Data.Delimited;

/// <summary>How fields are quoted.</summary>
public enum Quoting
{
    /// <summary>Double quotes around a field, doubled inside it; delimiters and line breaks inside are text.</summary>
    Rfc4180,
    /// <summary>A quote is a character like any other.</summary>
    None,
}

/// <summary>How characters are stored.</summary>
public enum TextEncoding
{
    Utf8,
    Latin1,
}

/// <summary>The format of delimited text. What is null is inferred.</summary>
public sealed record DelimitedFormat
{
    /// <summary>What stands for a missing value when it is alone in its field; compared without case.</summary>
    public static readonly ImmutableArray<string> DefaultMissing = ["", "NA", "N/A", "NaN", "null", "?", "-"];

    /// <summary>One of <c>,</c> <c>;</c> tab <c>|</c>, any other ASCII character, or a blank for runs of blanks; null: inferred.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first row names the columns; null: inferred.</summary>
    public bool? Header { get; init; }

    /// <summary>Null: as RFC 4180, unless the quotes of a tab-delimited file show that they are text.</summary>
    public Quoting? Quoting { get; init; }

    /// <summary>Lines that begin with this character are passed over; null: there are none.</summary>
    public char? Comment { get; init; }

    /// <summary>Null: UTF-8 (or UTF-16 with a byte order mark), Latin-1 when the bytes are no UTF-8.</summary>
    public TextEncoding? Encoding { get; init; }

    public ImmutableArray<string> Missing { get; init; } = DefaultMissing;

    /// <summary>Removes blanks around fields.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Column names; they stand in for those of a header. Empty: the header's, else "column 1", "column 2", …</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>A longer record (a line, or a quoted field with its line breaks) is an error; bytes.</summary>
    public int MaxRecordBytes { get; init; } = 16 << 20;

    /// <summary>A table whose cells take more memory is refused; half of the machine's by default, because the rows of a trial are a copy.</summary>
    public long MaxTableBytes { get; init; } = HalfOfTheMemory;

    private static readonly long HalfOfTheMemory = AvailableMemory.Bytes / 2;
}
