using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;
using MlCompare.Studies;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Comparing;

/// <summary>Somebody's own pipeline of ML.NET as a contestant; it sees the rows of a trial in the shape of the view that it was written for.</summary>
internal sealed class PipelineLearner(string id, Family family, DataViewSchema original, FeatureSource source, string label, Func<MLContext, IEstimator<ITransformer>> make) : ILearner
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

    public IPredictor Fit(TrainingSet train, FitContext context)
    {
        MLContext own = new(context.Rng("pipeline").NextInt(int.MaxValue));
        LikeView view = new(original, source, label, train.Features, train.Labels);

        // ML.NET lets nobody outside end a fit: one that is cancelled is left behind, and its thread ends when it does.
        Task<ITransformer> fit = Task.Factory.StartNew(() => make(own).Fit(view), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAny([fit], context.Cancel);
        ITransformer model = fit.GetAwaiter().GetResult();
        using MemoryStream file = new();
        own.Model.Save(model, view.Schema, file);
        return new PipelinePredictor(model, file.ToArray(), Like, train.Labels.ClassNames, train.Task);
    }

    public IPredictor Load(BinaryReader reader)
    {
        byte[] file = NumberArrays.Load<byte>(reader);
        ImmutableArray<string> names = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        TaskKind task = (TaskKind)reader.ReadInt32();
        using MemoryStream stream = new(file);
        return new PipelinePredictor(new MLContext(1).AddMlCompare().Model.Load(stream, out _), file, Like, names, task);
    }

    private LikeView Like(Data.FeatureTable features) => new(original, source, label, features, null);
}
