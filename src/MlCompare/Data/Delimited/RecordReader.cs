using System.Text;
using CsvHelper;

namespace MlCompare.Data.Delimited;

/// <summary>Walks over the records of one file; fields are spans of UTF-8, valid until the next record.</summary>
internal sealed class RecordReader(CsvReader reader, Dialect dialect) : IDisposable
{
    private readonly bool blanks = dialect.Delimiter == ' ';
    private int[] fields = new int[64];

    public int FieldCount { get; private set; }

    /// <summary>Line where the record starts, as an editor counts.</summary>
    public long Line => reader.LineNumber;

    /// <summary>Moves to the next record that is not blank.</summary>
    /// <exception cref="CsvFormatException">The record is longer than the limit.</exception>
    public bool Read()
    {
        while (reader.Read())
        {
            FieldCount = reader.FieldCount;
            if (blanks)
            {
                Squeeze();
            }

            if (FieldCount > 1 || (FieldCount == 1 && !IsBlank(reader.RawRecord)))
            {
                return true;
            }
        }

        return false;
    }

    public ReadOnlySpan<byte> Field(int index) => reader.GetSpan(blanks ? fields[index] : index);

    public string Text(int index) => Encoding.UTF8.GetString(Field(index));

    public void Dispose() => reader.Dispose();

    /// <summary>
    /// The record spans several lines that each have all delimiters of a record, as when a quote that is text swallows the line end.
    /// </summary>
    public bool LooksLikeSeveralRecords()
    {
        ReadOnlySpan<byte> record = reader.RawRecord;
        if (FieldCount < 2 || !record.Contains((byte)'\n'))
        {
            return false;
        }

        foreach (Range line in record.Split((byte)'\n'))
        {
            if (record[line].Count((byte)dialect.Delimiter) != FieldCount - 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs of blanks count as one: fields between two of them are left out.</summary>
    private void Squeeze()
    {
        int count = 0;
        for (int i = 0; i < reader.FieldCount; i++)
        {
            if (reader.GetRawSpan(i).Length > 0)
            {
                if (count == fields.Length)
                {
                    Array.Resize(ref fields, 2 * count);
                }

                fields[count++] = i;
            }
        }

        FieldCount = count;
    }

    private static bool IsBlank(ReadOnlySpan<byte> record) => record.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
}
