using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlCompare.Data;

namespace MlCompare.MLNet.Views;

/// <summary>Data sets from views of ML.NET and back.</summary>
public static class DataViewDataset
{
    /// <summary>
    /// Reads a view once, row by row, straight into the columns of a data set: rows are never held twice. Numbers, truth values and vectors
    /// become numeric columns, keys categories, texts categories or texts by what they are.
    /// </summary>
    /// <param name="label">Truth values or keys or texts (classes), or numbers (regression).</param>
    /// <param name="features">Names of the features; none for the column <c>Features</c> or, where there is none, all columns but the label.</param>
    /// <exception cref="InputException">A column is missing or of a type that no learner takes; a label is missing; there are no rows.</exception>
    /// <param name="task">Classes or numbers, where the label's type does not say what is meant; null for what it says.</param>
    public static Dataset ToDataset(this IDataView view, string label, TaskKind? task = null, string id = "view", params string[] features)
    {
        ArgumentNullException.ThrowIfNull(view);
        (FeatureTable table, Labels labels) = Read(view, FeatureSource.Of(view.Schema, features, label), label, task);
        return new Dataset(id, id, table, labels, new Provenance("a view of ML.NET"));
    }

    /// <summary>The data set as a data frame: numbers, levels and texts under the names of the columns; missing values are null; the labels, or names of the classes, in <c>Label</c>.</summary>
    /// <exception cref="InputException">The data are images or sounds.</exception>
    public static DataFrame ToDataFrame(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return DatasetFrame.Of(dataset);
    }

    /// <summary>The data set as a view of ML.NET: numbers, keys with their values, texts, vectors; the column <c>Label</c> holds the labels.</summary>
    public static IDataView ToDataView(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DatasetView(dataset);
    }

    extension(Dataset)
    {
        /// <summary>As <see cref="ToDataset"/>: the view is read once, row by row.</summary>
        public static Dataset FromDataView(IDataView view, string label, TaskKind? task = null, params string[] features) => view.ToDataset(label, task, "view", features);

        /// <summary>Reads a data frame: numbers (null is a missing value), truth values, texts; see <see cref="ToDataset"/>.</summary>
        public static Dataset FromDataFrame(DataFrame frame, string label, TaskKind? task = null, params string[] features)
        {
            ArgumentNullException.ThrowIfNull(frame);
            return new FrameView(frame).ToDataset(label, task, "frame", features);
        }
    }

    internal static (FeatureTable Features, Labels Labels) Read(IDataView view, FeatureSource source, string label, TaskKind? task)
    {
        int rows = checked((int)(view.GetRowCount() ?? 0));
        DataViewSchema.Column target = FeatureSource.Find(view.Schema, label);
        FeatureReader features = new(source, view.Schema, rows);
        LabelReader labels = new(target, rows, task);
        int count = 0;
        using (DataViewRowCursor cursor = view.GetRowCursor([.. source.In(view.Schema), target]))
        {
            features.Bind(cursor);
            labels.Bind(cursor);
            while (cursor.MoveNext())
            {
                features.Append();
                labels.Append();
                count++;
            }
        }

        return count > 0
            ? (features.Finish(), labels.Finish())
            : throw new InputException("the view has no rows", $"column {label}", "give a view with rows");
    }
}
