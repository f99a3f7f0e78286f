using MlCompare.Networks;
using MlCompare.Studies;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>What learners of one architecture have in common: an encoder for one kind of data, a network as data, and its training.</summary>
/// <param name="modality">The kind of data that the architecture is made for; others are declined. Null takes all.</param>
public abstract class NetworkLearner<TOptions>(TOptions settings, Modality? modality) : Learner<TOptions>(settings)
    where TOptions : class
{
    public override Family Family => Family.Neural;

    public override string? Decline(TrainingSet train) => modality is not { } made || train.Features.Modality == made
        ? null
        : $"{Id} is made for {Plural(made)}; these rows are {Plural(train.Features.Modality)}.";

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        NetworkEncoder encoder = Encode(train, context);
        return NetworkFit.Run(encoder, train, outputs => Network(encoder, outputs, train.Count), Plan(train), context);
    }

    public override IPredictor Load(BinaryReader reader) => NetworkModel.Load(reader, LoadEncoder);

    private protected abstract NetworkEncoder Encode(TrainingSet train, FitContext context);

    private protected abstract NetworkEncoder LoadEncoder(BinaryReader reader);

    private protected abstract NetworkSpec Network(NetworkEncoder encoder, int outputs, int rows);

    private protected abstract NetworkPlan Plan(TrainingSet train);

    private static string Plural(Modality modality) => modality switch
    {
        Modality.Tabular => "tables",
        Modality.Image => "images",
        Modality.Text => "texts",
        _ => "sounds",
    };
}
