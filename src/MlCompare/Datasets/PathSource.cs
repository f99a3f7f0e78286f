using MlCompare.Data;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Tables;

namespace MlCompare.Datasets;

/// <summary>A table of the user's own.</summary>
internal sealed class PathSource : IDatasetSource
{
    private readonly Dataset dataset;

    public PathSource(string path, string? label, string task, string? schema)
    {
        if (Directory.Exists(path) || schema is not null)
        {
            throw new InputException("only a table can be read, and without a schema", path, "give a csv or tsv file");
        }

        TableSchema known = new() { Label = label, Task = task == "auto" ? null : Enum.Parse<TaskKind>(task, ignoreCase: true) };
        InputFile file = InputFile.Of(path);
        RawTable table = DelimitedReader.Read([new TablePart(file)], new DelimitedFormat(), known.SpelledOut);
        string name = Path.GetFileNameWithoutExtension(file.PlainName);
        dataset = TableBuilder.Build(table, known, name, name, new Provenance(Path.GetFileName(path)));
    }

    public string Id => dataset.Id;

    public string Title => dataset.Title;

    public Modality Modality => dataset.Modality;

    public TaskKind Task => dataset.Task;

    public bool FreshDraws => false;

    public Dataset Load(ulong sampleSeed) => dataset;
}
