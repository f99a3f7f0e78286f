namespace MlCompare.Data.Tables;

/// <summary>Makes a data set of a table of cells: label, task, kinds of the columns.</summary>
public static class TableBuilder
{
    /// <summary>Takes one column as label and the others as features.</summary>
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
        Column[] columns = [.. table.Columns.Where(column => column != label).SelectMany(inference.Columns)];
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

    internal static CellColumn FindLabel(RawTable table, TableSchema schema)
    {
        if (schema.Label is null)
        {
            return table.Columns.LastOrDefault(column => schema.KindOf(column.Name) != ColumnKind.Ignore) ?? table.Columns[^1];
        }

        return table.Columns.FirstOrDefault(column => column.Name == schema.Label)
            ?? table.Columns.FirstOrDefault(column => string.Equals(column.Name, schema.Label, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(table, schema.Label, "there is no such label column", "name one of them with --label");
    }

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
