using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlCompare.Learners.Linear;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;

namespace MlCompare.Tests.MLNet;

/// <summary>The columns that our trainers add, beside those of a trainer of ML.NET on the same rows: types, slot names, key values, all annotations.</summary>
public class StockSchemaTests
{
    private readonly MLContext context = new(1);

    [Fact]
    public void Two_classes() => Same(
        context.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { LabelColumnName = "Inside", NumberOfThreads = 1, MaximumNumberOfIterations = 1 }),
        context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Inside"));

    [Fact]
    public void Numbers() => Same(
        context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = "Height", NumberOfThreads = 1, MaximumNumberOfIterations = 1 }),
        context.Regression.Trainers.Learner(new LinearLearner(), "Height"));

    [Theory]
    [InlineData("Side")]
    [InlineData("Inside")]
    [InlineData("Height")]
    public void Keys_made_of_texts_of_truth_values_and_of_numbers(string column)
    {
        IEstimator<ITransformer> key = context.Transforms.Conversion.MapValueToKey("Key", column);
        Same(key.Append(Entropy("Key")), key.Append(context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Key")));
    }

    [Fact]
    public void Keys_without_values()
    {
        IDataView data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Keyed { Key = (uint)(i % 3), Features = [i % 3, i % 7] }).ToImmutableArray());
        Same(Entropy("Key"), context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Key"), data);
        IDataView scored = context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Key").Fit(data).Transform(data);
        Assert.Equal(1, context.MulticlassClassification.Evaluate(scored, "Key").MacroAccuracy);
    }

    /// <summary>Texts that were declared nowhere make the columns that a key of them in ordinal order would have made.</summary>
    [Fact]
    public void Texts_as_they_are()
    {
        IEstimator<ITransformer> key = context.Transforms.Conversion.MapValueToKey("Key", "Side", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        Same(key.Append(Entropy("Key")), key.Append(context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Side")));
    }

    [Fact]
    public void The_confusion_matrix_names_the_classes()
    {
        IDataView data = Rows();
        ITransformer model = context.Transforms.Conversion.MapValueToKey("Key", "Side").Append(context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Key")).Fit(data);
        string table = context.MulticlassClassification.Evaluate(model.Transform(data), "Key").ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Contains("left", table, StringComparison.Ordinal);
        Assert.Contains("right", table, StringComparison.Ordinal);
    }

    /// <summary>Written out, so that two schemas without anything to compare would be seen.</summary>
    [Fact]
    public void What_is_compared_is_there()
    {
        string[] notes = Notes(context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Inside").Fit(Rows()).Transform(Rows()).Schema);
        Assert.Contains("Probability Single IsNormalized=True", notes);
        Assert.Contains("Score Single ScoreColumnKind=BinaryClassification", notes);
        notes = Notes(context.MulticlassClassification.Trainers.Learner(new LinearLearner(), "Side").Fit(Rows()).Transform(Rows()).Schema);
        Assert.Contains("Score Vector<Single, 2> SlotNames=left|right", notes);
        Assert.Contains("PredictedLabel Key<UInt32, 0-1> KeyValues=left|right", notes);
    }

    private void Same(IEstimator<ITransformer> stock, IEstimator<ITransformer> own, IDataView? view = null)
    {
        IDataView data = view ?? Rows();
        IDataView theirs = stock.Fit(data).Transform(data), ours = own.Fit(data).Transform(data);
        Assert.Equal(Notes(theirs.Schema), Notes(ours.Schema));
    }

    private IDataView Rows() => context.Transforms.Concatenate("Features", "X", "Y").Fit(TrainerTests.Points(context, 40)).Transform(TrainerTests.Points(context, 40));

    private SdcaMaximumEntropyMulticlassTrainer Entropy(string label) => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        new SdcaMaximumEntropyMulticlassTrainer.Options { LabelColumnName = label, NumberOfThreads = 1, MaximumNumberOfIterations = 1 });

    private static string[] Notes(DataViewSchema schema) =>
    [
        .. ((string[])["PredictedLabel", "Score", "Probability"]).Select(schema.GetColumnOrNull).OfType<DataViewSchema.Column>()
            .SelectMany(column => column.Annotations.Schema.Select(note => $"{column.Name} {column.Type} {note.Name}={Value(column, note)}")).Order(StringComparer.Ordinal),
    ];

    private static string Value(DataViewSchema.Column column, DataViewSchema.Column note) => note.Type switch
    {
        VectorDataViewType => $"{string.Join('|', SlotTexts.Of(column, note.Name))}",
        KeyDataViewType => Scalar<uint>(column, note.Name),
        BooleanDataViewType => Scalar<bool>(column, note.Name),
        _ => Scalar<ReadOnlyMemory<char>>(column, note.Name),
    };

    private static string Scalar<T>(DataViewSchema.Column column, string note)
    {
        T value = default!;
        column.Annotations.GetValue(note, ref value);
        return Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
