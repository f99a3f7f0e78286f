using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlCompare.Data.Tables;

/// <summary>Makes feature columns of one column of cells: as the schema says, or as the cells look.</summary>
internal sealed partial class ColumnInference(RawTable table, TableSchema schema, List<string> remarks)
{
    /// <summary>Fewer rows than these say too little to call a column an identifier.</summary>
    public const int RowsForIdentifier = 20;

    /// <summary>A free text has so many words on average; a category rarely has.</summary>
    private const double WordsOfText = 3;

    /// <summary>Share of distinct cells from which several words are a text, not a category.</summary>
    private const double DistinctShareOfText = 0.5;

    /// <summary>Why columns were dropped, by name.</summary>
    public List<string> Dropped { get; } = [];

    /// <summary>One column, several for a date, none when the column is dropped.</summary>
    public IEnumerable<Column> Columns(CellColumn column) => schema.KindOf(column.Name) switch
    {
        ColumnKind.Ignore => [],
        ColumnKind.Numeric => [Numbers(column)],
        ColumnKind.Categorical => [Categories(column, schema.Levels.GetValueOrDefault(column.Name), ordered: false)],
        ColumnKind.Ordinal => [Ordinal(column)],
        ColumnKind.Text => [Texts(column)],
        ColumnKind.Date => Dates(column),
        _ => Infer(column),
    };

    private IEnumerable<Column> Infer(CellColumn column)
    {
        int present = column.Count - column.MissingCount;
        if (present == 0)
        {
            return Drop(column, "it has no values");
        }

        if (column.IsNumeric)
        {
            return InferNumber(column);
        }

        if (column.Spellings.Count == 1 && column.MissingCount == 0)
        {
            return Drop(column, $"it is '{column.Spellings[0]}' in every row");
        }

        if (DecimalCommas(column) is { } numbers)
        {
            remarks.Add($"Column '{column.Name}' has decimal commas and was read as numbers.");
            return [numbers];
        }

        if (DateCells.Parse(column.Spellings, out bool ambiguous) is { } dates)
        {
            remarks.Add($"Column '{column.Name}' holds dates and was expanded into numbers (days since 1970-01-01, year, month, …).");
            return Varying(DateCells.Expand(column.Name, ByRow(column, dates)));
        }

        if (ambiguous)
        {
            remarks.Add($"Column '{column.Name}' may hold dates, but day and month cannot be told apart; it was taken for a category. "
                + "Write the dates as 2024-12-31.");
        }

        bool distinct = column.Spellings.Count == present;
        if (column.Spellings.Average(Words) >= WordsOfText && column.Spellings.Count >= DistinctShareOfText * present)
        {
            return [Texts(column)];
        }

        if (distinct && present >= RowsForIdentifier && column.MissingCount == 0)
        {
            return Drop(column, "it looks like an identifier: its values are all distinct");
        }

        return [Categories(column, default, ordered: false)];
    }

    private Column[] InferNumber(CellColumn column)
    {
        NumericColumn numbers = Numbers(column);
        float[] values = numbers.Values;
        if (Array.TrueForAll(values, value => value == values[0]))
        {
            return Drop(column, Enumerable.Range(1, column.Count - 1).All(row => column.Number(row) == column.Number(0))
                ? $"it is {values[0].ToString(CultureInfo.InvariantCulture)} in every row"
                : FormattableString.Invariant($"its numbers, from {column.Number(0):R} on, differ by less than single precision holds: take a constant off, or say \"categorical\" in a schema"));
        }

        if (column.MissingCount == 0 && column.Count >= RowsForIdentifier)
        {
            double first = column.Number(0);
            if (first is 0 or 1 && Enumerable.Range(0, column.Count).All(row => column.Number(row) == first + row))
            {
                return Drop(column, "it counts the rows");
            }

            if (IdentifierName().IsMatch(column.Name) && AllDistinctIntegers(column))
            {
                return Drop(column, "it looks like an identifier: distinct integers under that name");
            }
        }

        return [numbers];
    }

    private static bool AllDistinctIntegers(CellColumn column)
    {
        HashSet<double> seen = [];
        return Enumerable.Range(0, column.Count).Select(column.Number).All(value => value == Math.Floor(value) && seen.Add(value));
    }

    private NumericColumn Numbers(CellColumn column)
    {
        float[] values = new float[column.Count];
        int infinite = 0;
        for (int row = 0; row < values.Length; row++)
        {
            double number = column.Number(row);
            if (double.IsNaN(number) && column.HasSpellings && column.Code(row) >= 0)
            {
                throw new InputException($"'{column.Text(row)}' is not a number", $"{table.Where(row)}, column '{column.Name}'",
                    "mend the cell, list it among the missing markers, or say \"categorical\" in the schema");
            }

            float value = (float)number;
            infinite += float.IsInfinity(value) ? 1 : 0;
            values[row] = float.IsInfinity(value) ? float.NaN : value;
        }

        if (infinite > 0)
        {
            remarks.Add($"Column '{column.Name}' is infinite in {infinite} rows; they were taken for missing.");
        }

        return new NumericColumn(column.Name, values);
    }

    private static NumericColumn? DecimalCommas(CellColumn column)
    {
        double[] numbers = new double[column.Spellings.Count];
        bool commas = false;
        for (int i = 0; i < numbers.Length; i++)
        {
            string text = column.Spellings[i];
            commas |= text.Contains(',', StringComparison.Ordinal);
            if (text.Contains('.', StringComparison.Ordinal) || text.Count(c => c == ',') > 1
                || !double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !double.IsFinite(numbers[i]))
            {
                return null;
            }
        }

        return commas ? new NumericColumn(column.Name, ByCode(column, code => (float)numbers[code], float.NaN)) : null;
    }

    private Column Ordinal(CellColumn column) => schema.Levels.TryGetValue(column.Name, out ImmutableArray<string> levels)
        ? Categories(column, levels, ordered: true)
        : column.IsNumeric ? Numbers(column)
        : throw new InputException("an ordinal column of words needs its levels in their order", $"{table.Files}, column '{column.Name}'",
            $"add \"levels\": {{ \"{column.Name}\": [\"low\", \"high\"] }} to the schema");

    /// <summary>Levels in ordinal order (numbers in theirs), so that they do not depend on the order of the rows.</summary>
    private CategoricalColumn Categories(CellColumn column, ImmutableArray<string> levels, bool ordered)
    {
        if (levels.IsDefault)
        {
            string[] sorted = [.. column.Spellings];
            Array.Sort(sorted, column.IsNumeric ? ByNumber : StringComparer.Ordinal);
            levels = [.. sorted];
        }

        Dictionary<string, int> codeOf = levels.Select((level, code) => (level, code)).ToDictionary(StringComparer.Ordinal);
        int[] codes = [.. column.Spellings.Select(text => codeOf.GetValueOrDefault(text, -1))];
        if (Array.IndexOf(codes, -1) is >= 0 and int unknown)
        {
            int row = Enumerable.Range(0, column.Count).First(row => column.Code(row) == unknown);
            throw new InputException($"'{column.Spellings[unknown]}' is not among the levels of the schema ({Phrases.List(levels)})",
                $"{table.Where(row)}, column '{column.Name}'", "add it to the levels or mend the cell");
        }

        return new CategoricalColumn(column.Name, ByCode(column, code => codes[code], -1), levels, ordered);
    }

    private static TextColumn Texts(CellColumn column) =>
        new(column.Name, ByCode<string?>(column, code => column.Spellings[code], null));

    private IEnumerable<Column> Dates(CellColumn column)
    {
        DateTime[] dates = DateCells.Parse(column.Spellings, out _) ?? [.. column.Spellings.Select((text, code) => DateCells.ParseOne(text)
            ?? throw new InputException($"'{text}' is not a date",
                $"{table.Where(Enumerable.Range(0, column.Count).First(row => column.Code(row) == code))}, column '{column.Name}'",
                "write dates as 2024-12-31 or 2024-12-31 23:59:59"))];
        return Varying(DateCells.Expand(column.Name, ByRow(column, dates)));
    }

    private static IEnumerable<Column> Varying(IEnumerable<NumericColumn> columns) =>
        columns.Where(column => !Array.TrueForAll(column.Values, value => value == column.Values[0]));

    private static DateTime?[] ByRow(CellColumn column, DateTime[] dates) => ByCode<DateTime?>(column, code => dates[code], null);

    private static T[] ByCode<T>(CellColumn column, Func<int, T> value, T missing)
    {
        T[] values = new T[column.Count];
        for (int row = 0; row < values.Length; row++)
        {
            int code = column.Code(row);
            values[row] = code < 0 ? missing : value(code);
        }

        return values;
    }

    private Column[] Drop(CellColumn column, string reason)
    {
        Dropped.Add($"'{column.Name}' ({reason})");
        return [];
    }

    private static int Words(string text) => text.AsSpan().Trim().Count(' ') + 1;

    private static Comparer<string> ByNumber { get; } = Comparer<string>.Create((a, b) =>
    {
        int order = double.Parse(a, CultureInfo.InvariantCulture).CompareTo(double.Parse(b, CultureInfo.InvariantCulture));
        return order != 0 ? order : string.CompareOrdinal(a, b);
    });

    [GeneratedRegex(
        @"^(?i:id|ids|index|idx|row|rowid|row[ _.-]?(id|no|number|index)|no|nr|uuid|guid|key|pid|unnamed: 0)$|(?i:[ _.-]id)$|[a-z]I[Dd]$")]
    private static partial Regex IdentifierName();
}
