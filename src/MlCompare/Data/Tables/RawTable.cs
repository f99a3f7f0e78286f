using System.Globalization;
using MlCompare.Data.Delimited;

namespace MlCompare.Data.Tables;

/// <summary>Columns of cells as read from one or several files, with the line where each row stands.</summary>
public sealed class RawTable
{
    private const int RowsBetweenLooks = 4096;

    private readonly List<CellColumn> columns = [];
    private readonly Chunks<int> lines = new();
    private readonly List<(TablePart Part, int First)> parts = [];
    private readonly List<string> remarks;
    private readonly DelimitedFormat format;
    private readonly TableSchema? schema;

    /// <param name="schema">What the table will be made into; null: unknown, and all numbers keep all their digits.</param>
    internal RawTable(DelimitedFormat format, IEnumerable<string> remarks, TableSchema? schema)
    {
        this.format = format;
        this.schema = schema;
        this.remarks = [.. remarks];
    }

    public IReadOnlyList<CellColumn> Columns => columns;

    public int Rows => lines.Count;

    /// <summary>What the reader inferred about the files.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Rows of the official test part, ascending.</summary>
    public int[] TestRows => [.. Enumerable.Range(0, Rows).Where(row => PartOf(row).Test)];

    internal Dialect? Dialect { get; private set; }

    /// <summary>"file.csv, row 12".</summary>
    public string Where(int row) => $"{PartOf(row).File.Name}, row {lines[row]}";

    /// <summary>Names of the files.</summary>
    public string Files => string.Join(", ", parts.Select(part => part.Part.File.Name));

    internal void BeginPart(TablePart part, Dialect dialect, string[] names, HashSet<string> spelledOut)
    {
        if (parts.Count == 0)
        {
            Dialect = dialect;
            string? label = schema is null ? null : TableBuilder.LabelName(names, schema);
            columns.AddRange(names.Select(name => new CellColumn(name, spelledOut.Contains(name), format.Missing, exact: schema is null || name == label)));
            Remark(dialect);
        }
        else if (!names.SequenceEqual(columns.Select(column => column.Name)))
        {
            throw new InputException($"its columns are not those of {parts[0].Part.File.Name}", part.File.Name,
                "give all files the same columns in the same order");
        }

        parts.Add((part, Rows));
    }

    internal void Add(RecordReader record)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            columns[i].Add(record.Field(i));
        }

        lines.Add((int)Math.Min(record.Line, int.MaxValue));
        if (Rows % RowsBetweenLooks == 0 && Bytes > format.MaxTableBytes)
        {
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"the table needs more than {Gibibytes(format.MaxTableBytes)} of memory: {Rows:N0} rows of {columns.Count} columns took {Gibibytes(Bytes)}"),
                Where(Rows - 1), "keep fewer rows or columns, or read it on a machine with more memory");
        }
    }

    /// <summary>What the cells take in memory, estimated.</summary>
    internal long Bytes => lines.Bytes + columns.Sum(column => column.Bytes);

    private static string Gibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / (1 << 30):0.###} GiB");

    /// <exception cref="InputException">There are no rows.</exception>
    internal RawTable Complete()
    {
        foreach (CellColumn column in columns)
        {
            column.Complete();
        }

        return Rows > 0
            ? this
            : throw new InputException("there is a header but no row below it", parts[0].Part.File.Name, "give a file with rows");
    }

    private void Remark(Dialect dialect)
    {
        if (format.Delimiter is null && columns.Count > 1)
        {
            remarks.Add($"Delimiter inferred: {dialect.DelimiterName}.");
        }

        if (format.Header is null && format.Columns.IsEmpty)
        {
            remarks.Add(dialect.Header ? "The first row names the columns." : "The first row was taken for data, not for column names.");
        }

        if (format.Encoding is null && dialect.Encoding == TextEncoding.Latin1)
        {
            remarks.Add("The file is not valid UTF-8 and was read as Latin-1.");
        }
    }

    internal TablePart PartOf(int row)
    {
        int index = parts.Count - 1;
        while (parts[index].First > row)
        {
            index--;
        }

        return parts[index].Part;
    }
}
