using System.Text.Json.Nodes;
using Microsoft.ML;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Comparing;

/// <summary>
/// A pipeline of ML.NET as a contestant: derive from it in an assembly of your own, and <c>mlcompare compare PATH --plugin FILE.dll</c> finds
/// it. It meets the rows of a table or of texts with numbers as floats, categories and texts as texts, and a column <c>Label</c> of truth
/// values (two classes; true is the second), keys (more) or floats (regression); it answers in <c>Score</c>, <c>Probability</c> or <c>PredictedLabel</c>.
/// </summary>
public abstract class PipelineContestant : ILearner
{
    private const string Build = "build";

    /// <summary>Lower-case words joined by hyphens, by which studies name it.</summary>
    public abstract string Id { get; }

    public virtual string Title => $"{Id} (pipeline)";

    /// <summary>Which family its trainer is of.</summary>
    public abstract Family Family { get; }

    public string Engine => "mlnet";

    /// <summary>The build that the pipeline is of: another one's trials are others.</summary>
    public JsonObject Options => new() { [Build] = GetType().Module.ModuleVersionId.ToString("N") };

    public virtual IReadOnlyList<Hyperparameter> SearchSpace => [];

    public virtual IReadOnlyList<Excuse> Excuses => [];

    /// <summary>The pipeline, unfitted, up to and including its trainer.</summary>
    public abstract IEstimator<ITransformer> Make(MLContext context, TaskKind task);

    /// <summary>Nobody outside can end a fit of ML.NET, and its native code may crash: in another process both fail a trial only.</summary>
    public bool IsUnsafe => true;

    public bool StandsForFamily(Modality modality) => false;

    public ILearner With(JsonObject overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        foreach ((string key, JsonNode? value) in overrides)
        {
            if (key != Build || (string?)value != (string?)Options[Build])
            {
                throw new InputException(
                    key == Build ? "the plan was made with another build of this pipeline" : $"unknown option '{key}'",
                    $"learner {Id}",
                    key == Build ? "start anew with --new, or take the build that it was" : "a pipeline's options stand in the code that makes it");
            }
        }

        return this;
    }

    public virtual string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return train.Features.Columns.All(column => column is NumericColumn or CategoricalColumn or TextColumn) ? null : "pipelines take tables and texts";
    }

    public IPredictor Fit(TrainingSet train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        return PipelineFit.Run(ml => Make(ml, train.Task), features => RowShape.Of(features, train.Task, train.Labels.ClassNames), train, context);
    }

    public IPredictor Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return PipelinePredictor.Load(reader, (names, task) => features => RowShape.Of(features, task, names));
    }
}
