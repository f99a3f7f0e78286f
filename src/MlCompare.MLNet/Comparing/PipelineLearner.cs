using System.Text.Json.Nodes;
using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.Studies;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Comparing;

/// <summary>Somebody's own pipeline of ML.NET as a contestant; it sees the rows of a trial in the shape of the view that it was written for.</summary>
internal sealed class PipelineLearner(string id, Family family, RowShape shape, Func<MLContext, IEstimator<ITransformer>> make) : ILearner
{
    public string Id => id;

    public string Title => $"{id} (pipeline)";

    public Family Family => family;

    public string Engine => "mlnet";

    public bool StandsForFamily(Modality modality) => false;

    public JsonObject Options => [];

    public IReadOnlyList<Hyperparameter> SearchSpace => [];

    public IReadOnlyList<Excuse> Excuses => [];

    public ILearner With(JsonObject overrides) => overrides.Count == 0
        ? this
        : throw new InputException($"unknown option '{overrides.First().Key}'", $"learner {id}", "a pipeline's options stand in the code that makes it");

    public string? Decline(TrainingSet train) => null;

    public IPredictor Fit(TrainingSet train, FitContext context) => PipelineFit.Run(make, _ => shape, train, context);

    public IPredictor Load(BinaryReader reader) => PipelinePredictor.Load(reader, (_, _) => _ => shape);
}
