using System.Globalization;

namespace MlCompare.Data.Tables;

/// <summary>Makes labels of a column of cells: finds the task, orders the classes, refuses what cannot be learned.</summary>
internal sealed class LabelBuilder(RawTable table, CellColumn column, TableSchema schema, List<string> remarks)
{
    /// <summary>More classes than any classification task in practice.</summary>
    private const int MaxClasses = 1000;

    /// <summary>Up to this many distinct integers are taken for classes.</summary>
    private const int MaxIntegerClasses = 20;

    /// <summary>Squares of targets beyond these are 0 or infinite in single precision, in which learners compute.</summary>
    private const double LeastTarget = 1e-18, MostTarget = 1e18;

    private string Where => $"{table.Files}, column '{column.Name}'";

    public Labels Build()
    {
        RefuseMissing();
        bool numeric = column.IsNumeric;
        if (schema.Task == TaskKind.Regression && !numeric)
        {
            int row = Enumerable.Range(0, table.Rows).First(row => double.IsNaN(column.Number(row)));
            throw new InputException($"regression needs numbers, but the label is '{column.Text(row)}'",
                $"{table.Where(row)}, column '{column.Name}'", "use --task auto, or name a numeric label column");
        }

        double[]? values = numeric ? Values() : null;
        bool regression = schema.Task == TaskKind.Regression || (schema.Task is null && values is not null && LooksContinuous(values));
        return regression ? Targets(values!) : Classes(values);
    }

    private bool LooksContinuous(double[] values)
    {
        HashSet<double> distinct = [];
        bool integers = true;
        foreach (double value in values)
        {
            if (distinct.Count <= MaxIntegerClasses)
            {
                distinct.Add(value);
            }

            integers &= value == Math.Floor(value);
        }

        bool few = distinct.Count <= 2 || (integers && distinct.Count <= MaxIntegerClasses && distinct.Count * 10 <= values.Length);
        remarks.Add(few
            ? $"The label '{column.Name}' has {distinct.Count} distinct numbers and was taken for classes; --task regression predicts the number."
            : $"The label '{column.Name}' is numeric and was taken for a quantity (regression); --task multiclass takes its values for classes.");
        return !few;
    }

    private Labels Targets(double[] values)
    {
        double first = values[0];
        if (Array.TrueForAll(values, value => value == first))
        {
            throw new InputException($"the target is {Show(first)} in all {values.Length} rows", Where,
                "name another label column with --label: there is nothing to predict");
        }

        double largest = values.Max(Math.Abs);
        return largest is >= LeastTarget and <= MostTarget
            ? Labels.OfValues(values)
            : throw new InputException($"the largest target is {Show(largest)} in size, beyond what single precision squares ({LeastTarget:0E+0} to {MostTarget:0E+0})", Where,
                "give the target in another unit");
    }

    private Labels Classes(double[]? values)
    {
        // One text for each distinct cell, not for each row: millions of rows have a handful of classes.
        int rows = table.Rows;
        string[] texts = column.HasSpellings
            ? [.. column.Spellings.Select(text => values is null ? Strip(text) : Show(Parse(text)))]
            : [.. values!.Distinct().Select(Show)];
        string[] names = [.. texts.Distinct(StringComparer.Ordinal)];
        if (names.Length == 1)
        {
            throw new InputException($"there is one class only: '{names[0]}' in all {rows} rows", Where,
                "name another label column with --label, or add rows of another class");
        }

        if (names.Length > MaxClasses)
        {
            throw new InputException($"the label has {names.Length} distinct values, more than {MaxClasses} classes: it looks like an "
                + "identifier or a quantity", Where, values is null ? "name another label column with --label" : "use --task regression");
        }

        if (schema.Task == TaskKind.Binary && names.Length != 2)
        {
            string some = string.Join(", ", names.Take(5).Select(name => $"'{name}'"));
            throw new InputException($"binary classification was asked for, but the label has {names.Length} classes: {some}"
                + (names.Length > 5 ? ", …" : ""), Where, "use --task multiclass");
        }

        Array.Sort(names, values is null ? StringComparer.Ordinal : Comparer<string>.Create((a, b) => Parse(a).CompareTo(Parse(b))));
        Dictionary<string, int> codeOf = names.Select((name, code) => (name, code)).ToDictionary(StringComparer.Ordinal);
        int[] codeOfSpelling = Array.ConvertAll(texts, text => codeOf[text]);
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            codes[row] = column.HasSpellings ? codeOfSpelling[column.Code(row)] : codeOf[Show(values![row])];
        }

        RemarkClasses(names, codes);
        return Labels.OfClasses(codes, [.. names]);
    }

    private void RemarkClasses(string[] names, int[] codes)
    {
        int[] counts = new int[names.Length];
        foreach (int code in codes)
        {
            counts[code]++;
        }

        if (codes.Length >= ColumnInference.RowsForIdentifier && counts.All(count => count == 1))
        {
            throw new InputException($"the label is another one in each of the {codes.Length} rows: it looks like an identifier, and nothing can be learned of it", Where,
                "name another label column with --label");
        }

        string[] single = [.. names.Where((_, code) => counts[code] == 1).Select(name => $"'{name}'")];
        if (single.Length > 0)
        {
            remarks.Add($"Classes with one row only: {Phrases.List(single)}.");
        }

        foreach (IGrouping<string, string> alike in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            remarks.Add($"Classes that differ in case only: {Phrases.List([.. alike.Select(name => $"'{name}'")])}.");
        }
    }

    private void RefuseMissing()
    {
        int[] bad = [.. Enumerable.Range(0, table.Rows).Where(row => column.HasSpellings
            ? column.Code(row) < 0 || !double.IsFinite(column.Number(row)) && column.IsNumeric
            : !double.IsFinite(column.Number(row)))];
        if (bad.Length == 0)
        {
            return;
        }

        int infinite = bad.Count(row => double.IsInfinity(column.Number(row)));
        string kind = infinite == 0 ? "missing" : infinite == bad.Length ? "infinite" : "missing or infinite";
        string rows = string.Join(", ", bad.Take(5).Select(row => table.Where(row).Split(", row ")[^1]));
        throw new InputException($"the label is {kind} in {bad.Length} of {table.Rows} rows ({(bad.Length == 1 ? "row" : "rows")} {rows}{(bad.Length > 5 ? ", …" : "")})",
            $"{table.Where(bad[0])}, column '{column.Name}'", "remove these rows or name another label column with --label");
    }

    private double[] Values()
    {
        double[] values = new double[table.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = column.Number(row);
        }

        return values;
    }

    private string Strip(string text) =>
        schema.LabelSuffix.Length > 0 && text.EndsWith(schema.LabelSuffix, StringComparison.Ordinal) ? text[..^schema.LabelSuffix.Length] : text;

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
