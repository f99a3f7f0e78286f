using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Exports;

/// <summary>Fitted models as files that <c>MLContext.Model.Load</c> takes after <see cref="MlCompareCatalog.AddMlCompare"/>.</summary>
internal static class MlNetModel
{
    /// <exception cref="InputException">The model reads what a view of ML.NET has no column for.</exception>
    public static void Write(FittedModel model, Stream stream)
    {
        if (model.Features.Columns.FirstOrDefault(column => column is ImageColumn or WaveformColumn) is { } column)
        {
            throw new InputException(
                $"column '{column.Name}' holds {(column is ImageColumn ? "images" : "sounds")}, which come out of a view of ML.NET as plain numbers", "export to mlnet", "choose --format onnx");
        }

        MLContext context = new();
        DataViewSchema schema = View(model, model.Features.Head(Math.Min(1, model.Features.Count))).Schema;
        FeatureSource source = new(
            [.. model.Features.Columns.Select(one => one.Name)],
            [.. model.Features.Columns.Select(one => FeatureShape.Of(schema[one.Name].Type, one is TextColumn))]);
        TaskKind task = model.Labels.Task == TaskKind.Regression ? TaskKind.Regression : TaskKind.Multiclass;
        MlCompareTransformer transformer = new(model.Learner, model.Model, source, new ModelOutput(task, model.Labels.ClassNames, TextDataViewType.Instance));
        context.Model.Save(transformer, schema, stream);
    }

    public static Prediction Predict(string path, FittedModel model, FeatureTable rows)
    {
        MLContext context = new MLContext().AddMlCompare();
        IDataView scored = context.Model.Load(path, out _).Transform(View(model, rows));
        int columns = Math.Max(1, model.Labels.ClassCount);
        double[] values = new double[rows.Count * columns];
        int row = 0;
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema[ModelOutput.Score]]);
        if (model.Labels.Task == TaskKind.Regression)
        {
            ValueGetter<float> getter = cursor.GetGetter<float>(scored.Schema[ModelOutput.Score]);
            for (float value = 0; cursor.MoveNext(); row++)
            {
                getter(ref value);
                values[row] = value;
            }
        }
        else
        {
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(scored.Schema[ModelOutput.Score]);
            for (VBuffer<float> shares = default; cursor.MoveNext(); row++)
            {
                getter(ref shares);
                int at = row * columns;
                foreach (float share in shares.DenseValues())
                {
                    values[at++] = share;
                }
            }
        }

        return new Prediction(values, columns);
    }

    /// <summary>The rows as a view; labels are of no account.</summary>
    private static IDataView View(FittedModel model, FeatureTable rows)
    {
        Labels none = model.Labels.Task == TaskKind.Regression
            ? Labels.OfValues(new double[rows.Count])
            : Labels.OfClasses(new int[rows.Count], model.Labels.ClassNames);
        return new Dataset("export", "export", rows, none, new Provenance("export")).ToDataView();
    }
}
