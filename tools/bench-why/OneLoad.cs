using MlCompare.Data;
using MlCompare.Datasets;

namespace MlCompare.BenchWhy;

/// <summary>A finite data set that is read once, however many studies draw splits of it.</summary>
internal sealed class OneLoad(IDatasetSource source) : IDatasetSource
{
    private readonly Lazy<Dataset> rows = new(() => source.Load(0));

    public string Id => source.Id;

    public string Title => source.Title;

    public Modality Modality => source.Modality;

    public TaskKind Task => source.Task;

    public bool FreshDraws => source.FreshDraws;

    public Dataset Load(ulong sampleSeed) => FreshDraws ? source.Load(sampleSeed) : rows.Value;
}
