using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Views;
using MlCompare.Studies;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Trainers;

/// <summary>
/// A learner as a trainer of ML.NET: truth values as labels make it a trainer of two classes, keys and texts of many, numbers of
/// regression. Classes need not be declared beforehand.
/// </summary>
public sealed class MlCompareTrainer : IEstimator<MlCompareTransformer>
{
    private readonly MLContext context;
    private readonly ILearner learner;
    private readonly string label;
    private readonly string[] features;
    private readonly ulong seed;

    internal MlCompareTrainer(MLContext context, ILearner learner, string label, string[] features, ulong seed) =>
        (this.context, this.learner, this.label, this.features, this.seed) = (context, learner, label, features, seed);

    /// <exception cref="InputException">A column is missing or of a type that no learner takes, or the learner declines the rows.</exception>
    public MlCompareTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        FeatureSource source = FeatureSource.Of(input.Schema, features, label);
        (FeatureTable table, Labels labels) = DataViewDataset.Read(input, source, label);
        TrainingSet train = new(table, labels);
        if (learner.Decline(train) is string reason)
        {
            throw new InputException($"declines these rows: {reason}", $"learner {learner.Id}", "take another learner");
        }

        IPredictor model = learner.Fit(train, new FitContext(seed) { Threads = Environment.ProcessorCount });
        TaskKind task = input.Schema[label].Type is BooleanDataViewType ? TaskKind.Binary
            : labels.Task == TaskKind.Regression ? TaskKind.Regression
            : TaskKind.Multiclass;
        source = source with { Texts = [.. table.Columns.OfType<TextColumn>().Select(column => column.Name)] };
        return new MlCompareTransformer(learner, model, source, input.Schema[source.Columns[0]].Type, new ModelOutput(task, labels.ClassNames));
    }

    /// <summary>The shape that ML.NET's own trainer of the same task gives: that of ours.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column? found = Find(inputSchema, label);
        if (found is not { } target)
        {
            throw new InputException("there is no such column", $"column {label}", "name the column of the labels");
        }

        // Stock trainers want a vector of numbers, ours take columns of any kind: made of the label, it is lent to them.
        const string Lent = "MlCompareLentVector", LentLabel = "MlCompareLentLabel";
        bool many = target.IsKey || target.ItemType is TextDataViewType, two = target.ItemType is BooleanDataViewType;
        IEstimator<ITransformer> typed = target.IsKey ? context.Transforms.CopyColumns(LentLabel, label)
            : many ? context.Transforms.Conversion.MapValueToKey(LentLabel, label)
            : context.Transforms.Conversion.ConvertType(LentLabel, label, DataKind.Single);
        IEstimator<ITransformer> vector = many ? context.Transforms.Conversion.MapKeyToVector(Lent, LentLabel) : context.Transforms.Concatenate(Lent, LentLabel);
        IEstimator<ITransformer> stock = many ? context.MulticlassClassification.Trainers.SdcaMaximumEntropy(LentLabel, Lent)
            : two ? context.BinaryClassification.Trainers.SdcaLogisticRegression(label, Lent)
            : context.Regression.Trainers.Sdca(LentLabel, Lent);
        SchemaShape outputs = stock.GetOutputSchema(vector.GetOutputSchema(typed.GetOutputSchema(inputSchema)));
        return new SchemaShape(outputs.Where(column => column.Name is not Lent and not LentLabel));
    }

    private static SchemaShape.Column? Find(SchemaShape shape, string name)
    {
        foreach (SchemaShape.Column column in shape)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        return null;
    }
}
