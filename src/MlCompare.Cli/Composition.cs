using System.Reflection;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Exports;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.MLNet;
using MlCompare.Native.Xgboost;
using MlCompare.Onnx;
using MlCompare.OnnxRuntime;
using MlCompare.Studies;
using MlCompare.Torch;

namespace MlCompare.Cli;

/// <summary>Where the parts meet: the assemblies that are scanned for plug-ins, and the data sets.</summary>
internal sealed class Composition
{
    private static readonly Assembly[] Assemblies = [typeof(Dataset).Assembly, typeof(ConstantLearner).Assembly, typeof(XgboostLearner).Assembly, typeof(MlNetEngine).Assembly, typeof(TorchEngine).Assembly, typeof(OnnxExporter).Assembly, typeof(OnnxRuntimeCheck).Assembly];

    /// <param name="plugins">Assemblies of the user's own; see <see cref="PluginAssembly"/>.</param>
    public Composition(string? dataFolder, params IEnumerable<string> plugins)
    {
        Assembly[] own = [.. plugins.Select(PluginAssembly.Load)];
        Catalog<IMeasure> measures = Catalog.Scan<IMeasure>(Assemblies);
        Plugins = new Plugins(Learners(own), Catalog.Scan<IIntervention>(Assemblies), new MeasureSet(measures))
        {
            Engines = Catalog.Scan<IEngine>(Assemblies),
        };
        Measures = measures;
        HasPlugins = own.Length > 0;
        Exporters = Catalog.Scan<IModelExporter>(Assemblies);
        Runtimes = Catalog.Scan<IModelRuntime>(Assemblies);
        Library = new DatasetLibrary(dataFolder);
        DataFolder = dataFolder;
    }

    private static Catalog<ILearner> Learners(Assembly[] own)
    {
        Catalog<ILearner> known = Catalog.Scan<ILearner>(Assemblies);
        ILearner? taken = own.Length == 0 ? null : Catalog.Scan<ILearner>(own).All.FirstOrDefault(learner => known.TryGet(learner.Id, out _));
        return taken is null
            ? Catalog.Scan<ILearner>([.. Assemblies, .. own])
            : throw new InputException($"there is a learner '{taken.Id}' already", $"plugin {taken.GetType().Assembly.Location}", "give yours another id");
    }

    /// <summary>The folder given with --data; null when there was none.</summary>
    public string? DataFolder { get; }

    /// <summary>Whether code of the user's own takes part.</summary>
    public bool HasPlugins { get; }

    public Plugins Plugins { get; }

    public Catalog<IMeasure> Measures { get; }

    public Catalog<IModelExporter> Exporters { get; }

    public Catalog<IModelRuntime> Runtimes { get; }

    public DatasetLibrary Library { get; }

    /// <summary>The source behind an id or path of a study.</summary>
    public IDatasetSource Source(Study study, string idOrPath) => Library.Resolve(idOrPath, study.Label, study.Task, study.Schema);
}
