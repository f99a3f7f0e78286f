using System.Text;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Folders;
using MlCompare.Data.Images;
using MlCompare.Data.Tables;

namespace MlCompare.Data;

/// <summary>Reads whatever a path names: delimited text (packed with gzip or not), a folder of class folders, or a folder of IDX files.</summary>
public static class DatasetReader
{
    private static readonly string[] DataExtensions = [".csv", ".tsv", ".txt", ".data", ".tab", ".tar", ".gz"];

    /// <summary>Reads one data set; its id is the file's or folder's name in kebab case.</summary>
    /// <param name="label">Label column of a table; null: the schema's, or the last one.</param>
    /// <param name="task">"auto" (or null), "binary", "multiclass" or "regression".</param>
    /// <param name="schema">Path of a schema file for a table; null: everything is inferred.</param>
    /// <exception cref="InputException">What the path names is absent, damaged or unusable.</exception>
    public static Dataset Read(string path, string? label = null, string? task = null, string? schema = null)
    {
        TaskKind? kind = SchemaFile.TaskOf(task, "--task");
        if (!Directory.Exists(path))
        {
            return ReadTable(path, label, kind, schema);
        }

        (string Option, bool Given)[] options = [("--label", label is not null), ("--schema", schema is not null)];
        foreach ((string option, bool given) in options)
        {
            if (given)
            {
                throw new InputException("a folder has no columns", option, "leave the option out, or name a csv file");
            }
        }

        IReadOnlyList<string> remarks = [];
        LabelledColumn rows = ImageFolder.TryRead(path) ?? ClassFolderReader.Read(path, out remarks);
        Dataset dataset = rows.ToDataset(IdOf(path), Title(path), new Provenance(Title(path)));
        if (kind is not null && (kind == TaskKind.Regression || (kind == TaskKind.Binary && dataset.Task != TaskKind.Binary)))
        {
            throw new InputException($"{task} was asked for, but the folder has {dataset.Labels.ClassCount} classes", path, "use --task auto");
        }

        return new Dataset(dataset.Id, dataset.Title, dataset.Features, dataset.Labels, dataset.Provenance)
        {
            OfficialTestRows = dataset.OfficialTestRows,
            Remarks = remarks,
        };
    }

    /// <summary>The file's or folder's name without extensions, in lower-case words joined by hyphens.</summary>
    public static string IdOf(string path)
    {
        string name = Title(path);
        while (DataExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
        {
            name = Path.GetFileNameWithoutExtension(name);
        }

        StringBuilder id = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool word = char.IsLetterOrDigit(name[i]);
            bool hump = char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]));
            if (id.Length > 0 && id[^1] != '-' && (!word || hump))
            {
                id.Append('-');
            }

            if (word)
            {
                id.Append(char.ToLowerInvariant(name[i]));
            }
        }

        string kebab = id.ToString().Trim('-');
        return kebab.Length > 0 ? kebab : "data";
    }

    private static Dataset ReadTable(string path, string? label, TaskKind? task, string? schemaPath)
    {
        if (!File.Exists(path))
        {
            throw new InputException("there is no such file or folder", path, "check the path");
        }

        SchemaFile schema = schemaPath is null ? SchemaFile.Empty : SchemaFile.Read(InputFile.Of(schemaPath));
        TableSchema table = schema.Table with { Label = label ?? schema.Table.Label, Task = task ?? schema.Table.Task };
        RawTable raw = DelimitedReader.Read([new TablePart(InputFile.Of(path))], schema.Format, table);
        return TableBuilder.Build(raw, table, IdOf(path), Title(path), new Provenance(Title(path)));
    }

    private static string Title(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}
