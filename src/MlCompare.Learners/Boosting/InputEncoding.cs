using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Turns feature tables into rows of numbers for trees: numbers stay as they are (NaN is missing), categories become codes of the
/// levels seen in training, images one column a pixel. Nothing is scaled: trees don't see scale.
/// </summary>
internal sealed class InputEncoding
{
    private readonly InputColumn[] columns;
    private readonly int[] positions;
    private readonly int inputs;

    private InputEncoding(InputColumn[] columns, int[] positions)
    {
        this.columns = columns;
        this.positions = positions;
        inputs = positions.Distinct().Count();
        Width = columns.Sum(column => column.Width);
    }

    /// <summary>Encoded columns.</summary>
    public int Width { get; }

    /// <summary>How the columns are encoded, in the order of the encoded columns, and where each stands in the table.</summary>
    public IEnumerable<(InputColumn Input, int Position)> Inputs => columns.Zip(positions);

    /// <summary>Encoded column → number of levels; 0 for numbers.</summary>
    public int[] Levels => [.. columns.SelectMany(column => Enumerable.Range(0, column.Width).Select(column.LevelsOf))];

    /// <summary>Encoded column → position of the table's column that it comes from.</summary>
    public int[] RawPositions => [.. columns.SelectMany((column, j) => Enumerable.Repeat(positions[j], column.Width))];

    /// <summary>
    /// Learns the levels and vocabularies of the training rows. Columns are encoded in ordinal order of their names, so that a
    /// table with its columns in another order gives the same trees.
    /// </summary>
    public static InputEncoding Fit(FeatureTable table, BoostingOptions options, CancellationToken cancel)
    {
        int[] positions =
            [.. Enumerable.Range(0, table.Columns.Length).OrderBy(position => table.Columns[position].Name, StringComparer.Ordinal)];
        int maxBins = options.BinsFor(table.Width);
        InputColumn[] columns = [.. positions.Select(position => InputColumn.Fit(table.Columns[position], options, maxBins, cancel))];
        return new InputEncoding(columns, positions);
    }

    /// <summary>
    /// The same with one more way, behind all others, to encode each category of more levels than bins: by what the targets of a
    /// level are; null when there is no such category.
    /// </summary>
    /// <param name="fit">Category and position of its column → the input.</param>
    public InputEncoding? WithTargets(Func<CategoryInput, int, InputColumn> fit)
    {
        int[] paged = [.. Enumerable.Range(0, columns.Length).Where(j => columns[j] is CategoryInput { IsPaged: true })];
        return paged.Length == 0 ? null : new InputEncoding(
            [.. columns, .. paged.Select(j => fit((CategoryInput)columns[j], positions[j]))], [.. positions, .. paged.Select(j => positions[j])]);
    }

    /// <summary>Encodes rows <paramref name="first"/> … <paramref name="first"/> + <paramref name="count"/> − 1.</summary>
    /// <exception cref="InputException">The table has other columns than the training rows.</exception>
    public EncodedRows Encode(FeatureTable table, int first, int count, CancellationToken cancel = default)
    {
        if (table.Columns.Length != inputs)
        {
            throw new InputException(
                $"{table.Columns.Length} columns where the model was fitted on {inputs}", "features", "give the columns of the training rows");
        }

        float[] values = new float[checked(count * Width)];
        int offset = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            cancel.ThrowIfCancellationRequested();
            columns[j].Fill(table.Columns[positions[j]], first, count, values, Width, offset, cancel);
            offset += columns[j].Width;
        }

        return new EncodedRows(values, count, Width);
    }

    /// <summary>Encodes all rows column by column.</summary>
    public EncodedColumns Columns(FeatureTable table, CancellationToken cancel)
    {
        ColumnReader[] readers = new ColumnReader[Width];
        int[] within = new int[Width];
        int offset = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            cancel.ThrowIfCancellationRequested();
            ColumnReader reader = columns[j].Read(table.Columns[positions[j]], cancel);
            for (int c = 0; c < columns[j].Width; c++, offset++)
            {
                readers[offset] = reader;
                within[offset] = c;
            }
        }

        return new EncodedColumns(table.Count, Levels, (j, buffer) => readers[j](within[j], buffer));
    }

    /// <summary>Adds up figures of encoded columns over the raw inputs of the table: columns, or pixels of an image.</summary>
    public double[] ToRawInputs(double[] encoded)
    {
        double[][] parts = new double[inputs][];
        int offset = 0;
        for (int j = 0; j < columns.Length; j++)
        {
            ReadOnlySpan<double> own = encoded.AsSpan(offset, columns[j].Width);
            parts[positions[j]] = columns[j].IsOneInput ? [Sum(own) + (parts[positions[j]]?[0] ?? 0)] : own.ToArray();
            offset += columns[j].Width;
        }

        return [.. parts.SelectMany(part => part)];
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            writer.Write(positions[j]);
            writer.Write(columns[j].Kind);
            columns[j].Save(writer);
        }
    }

    public static InputEncoding Load(BinaryReader reader)
    {
        int count = NumberArrays.Count(reader);
        int[] positions = new int[count];
        InputColumn[] columns = new InputColumn[count];
        for (int j = 0; j < count; j++)
        {
            positions[j] = reader.ReadInt32();
            columns[j] = InputColumn.Load(reader);
        }

        return new InputEncoding(columns, positions);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
