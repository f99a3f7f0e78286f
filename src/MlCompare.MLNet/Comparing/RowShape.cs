using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Comparing;

/// <summary>The columns that a pipeline meets the rows of a study in.</summary>
/// <param name="Label">Name of the label's column.</param>
internal sealed record RowShape(DataViewSchema Schema, FeatureSource Source, string Label)
{
    public const string UsualLabel = "Label";

    public LikeView View(FeatureTable features, Labels? labels) => new(Schema, Source, Label, features, labels);

    /// <summary>
    /// The shape in which ML.NET's own loader gives a table: numbers as floats, categories and texts as texts, and a column <c>Label</c> of
    /// truth values (true: the second class), of keys, or of floats.
    /// </summary>
    public static RowShape Of(FeatureTable features, TaskKind task, ImmutableArray<string> classes)
    {
        DataViewSchema.Builder schema = new();
        foreach (Column column in features.Columns)
        {
            schema.AddColumn(column.Name, column is NumericColumn ? NumberDataViewType.Single : TextDataViewType.Instance);
        }

        DataViewType label = task switch
        {
            TaskKind.Regression => NumberDataViewType.Single,
            TaskKind.Binary => BooleanDataViewType.Instance,
            _ => new KeyDataViewType(typeof(uint), classes.Length),
        };
        schema.AddColumn(UsualLabel, label, task == TaskKind.Multiclass ? Values.Annotation("KeyValues", classes) : null);
        return new RowShape(schema.ToSchema(), new FeatureSource([.. features.Columns.Select(column => column.Name)], null), UsualLabel);
    }
}
