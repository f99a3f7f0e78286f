namespace MlCompare.Data.Tables;

/// <summary>Makes a data set of a table of cells: label, task, kinds of the columns.</summary>
public static class TableBuilder
{
    private const long MostReleasedBytes = 128L << 20;

    /// <summary>Takes one column as label and the others as features; the cells are let go on the way, so a table can be taken once.</summary>
    /// <exception cref="InputException">The label or a column of the schema does not exist, or the cells do not fit them.</exception>
    public static Dataset Build(RawTable table, TableSchema schema, string id, string title, Provenance provenance)
    {
        List<string> remarks = [.. table.Remarks];
        foreach (string named in schema.Columns.Keys.Concat(schema.Levels.Keys))
        {
            if (!table.Columns.Any(column => column.Name == named))
            {
                throw Unknown(table, named, "the schema names a column that does not exist", "correct the schema");
            }
        }

        CellColumn label = FindLabel(table, schema);
        if (schema.Label is null)
        {
            remarks.Add($"The last column, '{label.Name}', was taken for the label; --label names another.");
        }

        Labels labels = new LabelBuilder(table, label, schema, remarks).Build();
        ColumnInference inference = new(table, schema, remarks);
        label.Release();
        long released = 0;
        Column[] columns = [.. table.Columns.Where(column => column != label).SelectMany(column => Taken(column, inference, ref released))];
        if (columns.Length == 0)
        {
            string dropped = inference.Dropped.Count == 0 ? "there is no column beside the label" : $"dropped were {Phrases.List(inference.Dropped)}";
            throw new InputException($"no feature column is left: {dropped}", table.Files,
                "check the delimiter, or say in a schema what the columns are");
        }

        Remark(table, columns, label, inference, remarks);
        Modality modality = columns is [TextColumn] ? Modality.Text : Modality.Tabular;
        return new Dataset(id, title, new FeatureTable(modality, columns), labels, provenance)
        {
            OfficialTestRows = table.TestRows,
            Remarks = remarks,
        };
    }

    /// <summary>The columns made of one column of cells, which lets its cells go.</summary>
    private static Column[] Taken(CellColumn cells, ColumnInference inference, ref long released)
    {
        Column[] columns = [.. inference.Columns(cells)];
        released += cells.Bytes;
        cells.Release();
        if (released > MostReleasedBytes)
        {
            // The collector would let a gigabyte of dead cells lie before it looks at large arrays again.
            GC.Collect();
            released = 0;
        }

        return columns;
    }

    internal static CellColumn FindLabel(RawTable table, TableSchema schema) =>
        LabelName([.. table.Columns.Select(column => column.Name)], schema) is string name
            ? table.Columns.First(column => column.Name == name)
            : throw Unknown(table, schema.Label!, "there is no such label column", "name one of them with --label");

    /// <summary>Which of these columns the label is; null when the schema names another.</summary>
    internal static string? LabelName(string[] names, TableSchema schema) => schema.Label is null
        ? names.LastOrDefault(name => schema.KindOf(name) != ColumnKind.Ignore) ?? names[^1]
        : names.FirstOrDefault(name => name == schema.Label)
            ?? names.FirstOrDefault(name => string.Equals(name, schema.Label, StringComparison.OrdinalIgnoreCase));

    private static InputException Unknown(RawTable table, string named, string what, string remedy) => new(
        $"{what}; the columns are {Phrases.List([.. Phrases.Nearest(named, table.Columns.Select(column => column.Name))])}",
        $"{table.Files}, column '{named}'", remedy);

    private static void Remark(RawTable table, Column[] columns, CellColumn label, ColumnInference inference, List<string> remarks)
    {
        if (inference.Dropped.Count > 0)
        {
            remarks.Add($"Columns left out: {Phrases.List(inference.Dropped)}.");
        }

        string[] kinds = [.. new[]
        {
            Kind("numeric", columns.OfType<NumericColumn>()),
            Kind("categorical", columns.OfType<CategoricalColumn>()),
            Kind("text", columns.OfType<TextColumn>()),
        }.Where(kind => kind.Length > 0)];
        remarks.Add($"Feature columns: {string.Join("; ", kinds)}.");

        string[] missing = [.. table.Columns.Where(column => column.MissingCount > 0 && column != label)
            .Where(column => columns.Any(kept => kept.Name == column.Name || kept.Name.StartsWith(column.Name + ".", StringComparison.Ordinal)))
            .Select(column => $"{column.Name} {column.MissingCount}")];
        if (missing.Length > 0)
        {
            remarks.Add($"Missing values (column, rows): {Phrases.List(missing)}.");
        }
    }

    private static string Kind(string name, IEnumerable<Column> columns)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        return names.Length == 0 ? "" : $"{names.Length} {name} ({Phrases.List(names)})";
    }
}
