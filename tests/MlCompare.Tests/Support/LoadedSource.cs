using MlCompare.Data;
using MlCompare.Datasets;

namespace MlCompare.Tests.Support;

/// <summary>A data set that is there already, under its own id.</summary>
internal sealed class LoadedSource(Dataset data) : IDatasetSource
{
    public string Id => data.Id;

    public string Title => data.Title;

    public Modality Modality => data.Modality;

    public TaskKind Task => data.Task;

    public bool FreshDraws => false;

    public Dataset Load(ulong sampleSeed) => data;
}
