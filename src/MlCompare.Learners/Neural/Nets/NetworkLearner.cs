using MlCompare.Data;
using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>What learners of one architecture have in common: an encoder for one kind of data, a network as data, and its training.</summary>
/// <param name="modality">The kind of data that the architecture is made for; others are declined. Null takes all.</param>
public abstract class NetworkLearner<TOptions>(TOptions settings, Modality? modality) : Learner<TOptions>(settings), ISharedFit, INetworkRecipe
    where TOptions : class
{
    public override Family Family => Family.Neural;

    public override string? Decline(TrainingSet train) => modality is not { } made || train.Features.Modality == made
        ? null
        : $"{Id} is made for {Plural(made)}; these rows are {Plural(train.Features.Modality)}.";

    public override IPredictor Fit(TrainingSet train, FitContext context) => Fit(EncodedRows(train, context), train, context);

    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new SharedNetworks(features, cells, EncodedRows, Fit, context);

    public override IPredictor Load(BinaryReader reader) => NetworkModel.Load(reader, LoadEncoder);

    /// <summary>Fits the encoder on the features; labels are out of bounds, for rows with several versions of them are encoded once.</summary>
    private protected abstract NetworkEncoder Encode(TrainingSet train, FitContext context);

    private protected abstract NetworkEncoder LoadEncoder(BinaryReader reader);

    private protected abstract NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows);

    private protected abstract NetworkPlan Plan(TrainingSet train);

    EncodedRows INetworkRecipe.EncodedRows(TrainingSet train, FitContext context) => EncodedRows(train, context);

    NetworkFit INetworkRecipe.Prepare(EncodedRows encoded, TrainingSet train, FitContext context) => Prepare(encoded, train, context);

    private EncodedRows EncodedRows(TrainingSet train, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        NetworkEncoder encoder = Encode(train, context);
        return new EncodedRows(encoder, encoder.Input is null ? new DenseRows(0, [], train.Count) : encoder.TrainingRows(train.Features, context.Cancel));
    }

    private NetworkModel Fit(EncodedRows encoded, TrainingSet train, FitContext context) => Prepare(encoded, train, context).Run(new EmbeddedTrainer(), context);

    private NetworkFit Prepare(EncodedRows encoded, TrainingSet train, FitContext context) =>
        new(encoded, train, outputs => Network(encoded.Encoder, outputs, train.Count), Plan(train), context);

    private static string Plural(Modality modality) => modality switch
    {
        Modality.Tabular => "tables",
        Modality.Image => "images",
        Modality.Text => "texts",
        _ => "sounds",
    };
}
