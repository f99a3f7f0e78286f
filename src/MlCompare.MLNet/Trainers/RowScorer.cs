using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Trainers;

/// <summary>The model row by row, as prediction engines want it.</summary>
internal sealed class RowScorer(DataViewSchema input, MlCompareTransformer model) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema { get; } = model.Output.After(input);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] wanted = [.. dependingColumns];
        IEnumerable<DataViewSchema.Column> passed = wanted.Where(column => column.Index < input.Count).Select(column => input[column.Index]);
        return wanted.Any(column => column.Index >= input.Count) ? passed.Concat(model.Source.In(input)).DistinctBy(column => column.Index) : passed;
    }

    public DataViewRow GetRow(DataViewRow row, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoredRow(row, OutputSchema, model, [.. activeColumns.Select(column => column.Index)]);
}

/// <summary>One live row with its prediction, made when it is asked for the first time.</summary>
internal sealed class ScoredRow(DataViewRow row, DataViewSchema schema, MlCompareTransformer model, int[] active) : DataViewRow
{
    private FeatureReader? features;
    private Prediction? prediction;
    private long predicted = -1;

    public override long Position => row.Position;

    public override long Batch => row.Batch;

    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Index < row.Schema.Count
        ? row.GetGetter<TValue>(row.Schema[column.Index])
        : model.Output.Getter(column.Name, () => (Current(), 0)) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column {column.Name} holds {column.Type}, not {typeof(TValue).Name}.");

    private Prediction Current()
    {
        if (prediction is null || predicted != row.Position)
        {
            if (features is null)
            {
                features = new FeatureReader(model.Source, row.Schema, 1);
                features.Bind(row);
            }

            features.Append();
            prediction = model.Predict(features.Finish());
            predicted = row.Position;
        }

        return prediction;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            row.Dispose();
        }

        base.Dispose(disposing);
    }
}
