using System.Reflection;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.MLNet;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>Where the parts meet: the assemblies that are scanned for plug-ins, and the data sets.</summary>
internal sealed class Composition
{
    private static readonly Assembly[] Assemblies = [typeof(Dataset).Assembly, typeof(ConstantLearner).Assembly, typeof(XgboostLearner).Assembly, typeof(MlNetEngine).Assembly];

    public Composition(string? dataFolder)
    {
        Catalog<IMeasure> measures = Catalog.Scan<IMeasure>(Assemblies);
        Plugins = new Plugins(Catalog.Scan<ILearner>(Assemblies), Catalog.Scan<IIntervention>(Assemblies), new MeasureSet(measures))
        {
            Engines = Catalog.Scan<IEngine>(Assemblies),
        };
        Measures = measures;
        Library = new DatasetLibrary(dataFolder);
        DataFolder = dataFolder;
    }

    /// <summary>The folder given with --data; null when there was none.</summary>
    public string? DataFolder { get; }

    public Plugins Plugins { get; }

    public Catalog<IMeasure> Measures { get; }

    public DatasetLibrary Library { get; }

    /// <summary>The source behind an id or path of a study.</summary>
    public IDatasetSource Source(Study study, string idOrPath) => Library.Resolve(idOrPath, study.Label, study.Task, study.Schema);
}
