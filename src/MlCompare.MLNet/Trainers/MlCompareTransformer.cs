using Microsoft.ML;
using Microsoft.ML.Data;
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
    internal MlCompareTransformer(ILearner learner, IPredictor model, FeatureSource source, DataViewType featureType, ModelOutput output)
    {
        Learner = learner;
        Model = model;
        Source = source;
        FeatureColumnType = featureType;
        Output = output;
    }

    /// <summary>The recipe that the model was made by.</summary>
    public ILearner Learner { get; }

    public IPredictor Model { get; }

    public string FeatureColumnName => Source.Columns[0];

    public DataViewType FeatureColumnType { get; }

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

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new RowScorer(inputSchema, this);

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerFile.Save(this, ctx);
}
