using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;
using MlCompare.Studies;

namespace MlCompare.MLNet.Comparing;

/// <summary>A comparison in one line of an app that has ML.NET.</summary>
public static class MlCompareComparison
{
    private static readonly string[] Stock = ["mlnet-lightgbm", "mlnet-fast-tree"];
    private static readonly Assembly[] Assemblies = [typeof(Dataset).Assembly, typeof(ConstantLearner).Assembly, typeof(MlNetEngine).Assembly];

    /// <summary>
    /// Trains learners, trainers of ML.NET and your own pipelines on identical rows of a view, over training sizes and replicates, and
    /// tells who wins, by how much and how sure that is. <c>context.Log</c> hears of each trial.
    /// </summary>
    /// <param name="label">Truth values, keys or texts (classes), or numbers (regression).</param>
    /// <exception cref="InputException">A column or an option is unusable; nothing has run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what was done is in <see cref="ComparisonOptions.Folder"/>, where the next call goes on.</exception>
    public static Comparison Compare(this MLContext context, IDataView data, string label = "Label", ComparisonOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new ComparisonOptions();
        string[] features = [.. options.Features];
        FeatureSource source = FeatureSource.Of(data.Schema, features, label);
        Dataset dataset = data.ToDataset(label, options.Task, "view", features);
        Catalog<ILearner> known = Catalog.Scan<ILearner>(Assemblies);
        PipelineLearner[] pipelines = [.. options.Pipelines.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new PipelineLearner(pair.Key, Family.Boosting, new RowShape(data.Schema, source, label), pair.Value))];
        if (options.Pipelines.Keys.FirstOrDefault(name => known.TryGet(name, out _)) is string taken)
        {
            throw new InputException("a learner has this name", $"pipeline {taken}", "give the pipeline another one");
        }

        Catalog<ILearner> learners = new([.. known.All, .. pipelines]);
        IEnumerable<string> named = options.Learners.Length > 0
            ? options.Learners
            : known.All.Where(learner => learner.StandsForFamily(dataset.Modality)).Select(learner => learner.Id).Concat(Stock);
        Study study = new()
        {
            Name = "view",
            Datasets = [dataset.Id],
            Learners = [.. named.Concat(options.Pipelines.Keys.Order(StringComparer.Ordinal)).Select(id => new LearnerPlan(learners.Get(id).Id))],
            Sizes = options.Sizes,
            Noise = options.Noise,
            Replicates = options.Replicates,
            Tune = options.Tune,
            TimeLimitSeconds = options.TimeLimit?.TotalSeconds,
            Seed = options.Seed,
        };
        study = study with { Contrasts = StandardContrasts.For(study, dataset.Task, learners) };
        string folder = options.Folder ?? Directory.CreateTempSubdirectory("mlcompare-").FullName;
        Plugins plugins = new(learners, Catalog.Scan<IIntervention>(Assemblies), new MeasureSet(Catalog.Scan<IMeasure>(Assemblies)))
        {
            Engines = Catalog.Scan<IEngine>(Assemblies),
        };
        int workers = options.Workers > 0 ? options.Workers : Environment.ProcessorCount;
        StudyResults results = new StudyRunner(study, [new ViewSource(dataset)], plugins).Run(folder, workers, new LogProgress(context), cancel);
        return new Comparison(results, folder, id => options.Pipelines.TryGetValue(id, out Func<MLContext, IEstimator<ITransformer>>? make)
            ? PipelineFit.OnPool(() => make(context).Fit(data), CancellationToken.None)
            : new MlCompareTrainer(learners.Get(id), label, features, options.Seed, Catalogued(dataset.Task, data.Schema[label].Type)).Fit(data));
    }

    /// <summary>Two classes under other names than false and true are several in ML.NET.</summary>
    private static TaskKind Catalogued(TaskKind task, DataViewType label) => task == TaskKind.Binary && label is not BooleanDataViewType ? TaskKind.Multiclass : task;

    private sealed class ViewSource(Dataset dataset) : IDatasetSource
    {
        public string Id => dataset.Id;

        public string Title => dataset.Title;

        public Modality Modality => dataset.Modality;

        public TaskKind Task => dataset.Task;

        public bool FreshDraws => false;

        public Dataset Load(ulong sampleSeed) => dataset;
    }
}
