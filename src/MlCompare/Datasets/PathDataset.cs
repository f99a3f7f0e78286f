using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>A file or folder of the user's own as a source of one finite data set; read when first looked at, then kept.</summary>
public sealed class PathDataset(string path, string? label = null, string? task = null, string? schema = null) : IDatasetSource
{
    private readonly Lazy<Dataset> dataset = new(() => DatasetReader.Read(path, label, task, schema));

    public string Id { get; } = DatasetReader.IdOf(path);

    public string Title => dataset.Value.Title;

    public Modality Modality => dataset.Value.Modality;

    public TaskKind Task => dataset.Value.Task;

    public bool FreshDraws => false;

    public Dataset Load(ulong sampleSeed) => dataset.Value;
}
