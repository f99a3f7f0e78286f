using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Views;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Trainers;

/// <summary>
/// A learner's model inside ML.NET: adds <c>Score</c>, and for classes <c>PredictedLabel</c> (of two: <c>Probability</c> too). Saved with
/// <c>MLContext.Model.Save</c>; a program that loads it calls <see cref="MlCompareCatalog.AddMlCompare"/> on its context before.
/// </summary>
public sealed class MlCompareTransformer : ISingleFeaturePredictionTransformer<IPredictor>
{
    internal MlCompareTransformer(ILearner learner, IPredictor model, FeatureSource source, ModelOutput output)
    {
        Learner = learner;
        Model = model;
        Source = source;
        Output = output;
    }

    /// <summary>The recipe that the model was made by.</summary>
    public ILearner Learner { get; }

    public IPredictor Model { get; }

    public string FeatureColumnName => Source.Columns[0];

    public DataViewType FeatureColumnType => Source.Shapes![0].Type;

    /// <summary>Names of the classes in the order of the scores; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames => Output.ClassNames;

    bool ITransformer.IsRowToRowMapper => true;

    internal FeatureSource Source { get; }

    internal ModelOutput Output { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Source.In(inputSchema);
        return Output.After(inputSchema);
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Source.In(input.Schema);
        return new ScoredView(input, this);
    }

    internal Prediction Predict(FeatureTable features)
    {
        Prediction prediction = Model.Predict(features);
        return prediction.Columns == Math.Max(1, ClassNames.Count)
            ? prediction
            : throw new InputException($"the model tells {prediction.Columns} classes apart, and {ClassNames.Count} have names", "saved model", "save the model again");
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Source.In(inputSchema);
        return new RowScorer(inputSchema, this);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerFile.Save(this, ctx);
}
