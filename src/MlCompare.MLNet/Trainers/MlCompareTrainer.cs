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
    private readonly ILearner learner;
    private readonly string label;
    private readonly string[] features;
    private readonly ulong seed;
    private readonly TaskKind? task;
    private readonly int threads = Environment.ProcessorCount;
    private readonly CancellationToken cancel;

    internal MlCompareTrainer(ILearner learner, string label, string[] features, ulong seed, TaskKind? task) =>
        (this.learner, this.label, this.features, this.seed, this.task) = (learner, label, features, seed, task);

    private MlCompareTrainer(MlCompareTrainer like, int threads, CancellationToken cancel)
        : this(like.learner, like.label, like.features, like.seed, like.task) => (this.threads, this.cancel) = (threads, cancel);

    /// <summary>Asked for the shapes of stock trainers only.</summary>
    private static readonly Lazy<MLContext> Shapes = new(() => new MLContext(1));

    /// <summary>The same, on so many threads, and ended by the token. The model does not depend on the number of threads.</summary>
    public MlCompareTrainer With(int? threads = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads ?? 1, 1, nameof(threads));
        return new MlCompareTrainer(this, threads ?? this.threads, cancel);
    }

    /// <exception cref="InputException">A column is missing or of a type that no learner takes, a row has no label, or the learner declines the rows.</exception>
    /// <exception cref="OperationCanceledException">The token of <see cref="With"/> was cancelled.</exception>
    public MlCompareTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        FeatureSource source = FeatureSource.Of(input.Schema, features, label);
        DataViewSchema.Column target = FeatureSource.Find(input.Schema, label);
        Refuse(target.Type is BooleanDataViewType, target.Type is NumberDataViewType, target.Type);
        (FeatureTable table, Labels labels) = DataViewDataset.Read(input, source, label, task);
        TrainingSet train = new(table, labels);
        if (learner.Decline(train) is string reason)
        {
            throw new InputException($"declines these rows: {reason}", $"learner {learner.Id}", "take another learner");
        }

        IPredictor model = learner.Fit(train, new FitContext(seed) { Threads = threads, Cancel = cancel });
        TaskKind said = task ?? Usual(target.Type is BooleanDataViewType, labels.Task == TaskKind.Regression);
        HashSet<string> texts = [.. table.Columns.OfType<TextColumn>().Select(column => column.Name)];
        source = source with { Shapes = [.. source.In(input.Schema).Select(column => FeatureShape.Of(column.Type, texts.Contains(column.Name)))] };
        return new MlCompareTransformer(learner, model, source, new ModelOutput(said, labels.ClassNames, NamesOf(target)));
    }

    /// <summary>The shape that ML.NET's own trainer of the same task gives: that of ours.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column? found = Find(inputSchema, label);
        if (found is not { } target)
        {
            throw FeatureSource.Absent(label, inputSchema.Select(column => column.Name));
        }

        FeatureSource.Check(inputSchema, features, label);

        Refuse(target.ItemType is BooleanDataViewType, target.ItemType is NumberDataViewType && !target.IsKey, target.ItemType);
        MLContext context = Shapes.Value;
        TaskKind said = task ?? Usual(target.ItemType is BooleanDataViewType, target.ItemType is NumberDataViewType && !target.IsKey);

        // Stock trainers want a vector of numbers, ours take columns of any kind: made of the label, it is lent to them.
        const string Lent = "MlCompareLentVector", LentLabel = "MlCompareLentLabel";
        bool many = said == TaskKind.Multiclass, two = said == TaskKind.Binary;
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

    /// <summary>Type of the names of the classes: that of the keys' values, none where keys have no values, else texts.</summary>
    private static DataViewType? NamesOf(DataViewSchema.Column target)
    {
        DataViewType? values = target.Type is KeyDataViewType
            ? (target.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type as VectorDataViewType)?.ItemType
            : TextDataViewType.Instance;
        return values is NumberDataViewType or BooleanDataViewType or TextDataViewType ? values : null;
    }

    private static TaskKind Usual(bool isTruth, bool isNumber) => isTruth ? TaskKind.Binary : isNumber ? TaskKind.Regression : TaskKind.Multiclass;

    private void Refuse(bool isTruth, bool isNumber, DataViewType type)
    {
        if (task == TaskKind.Binary && !isTruth)
        {
            throw new InputException(
                $"is of type {type}, and a trainer of two classes learns truth values", $"column {label}", "map it to truth values, or take the catalog MulticlassClassification");
        }

        if (task == TaskKind.Regression && !isNumber)
        {
            throw new InputException($"is of type {type}, and a regression needs numbers", $"column {label}", "name a column of numbers, or take a catalog of classification");
        }
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
