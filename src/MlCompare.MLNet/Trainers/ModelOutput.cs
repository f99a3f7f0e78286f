using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Trainers;

/// <summary>
/// The columns that a model adds, as ML.NET's own trainers do: <c>Score</c> (a number; of two classes the log-odds; of more their
/// probabilities under their names), <c>Probability</c> (of true), <c>PredictedLabel</c> (a truth value, or a key with its values).
/// </summary>
/// <param name="NameType">What the key values of the label were, which those of the prediction are too; null where there were none.</param>
internal sealed record ModelOutput(TaskKind Task, ImmutableArray<string> ClassNames, DataViewType? NameType)
{
    public const string Score = "Score", Probability = "Probability", PredictedLabel = "PredictedLabel";

    public IEnumerable<(string Name, DataViewType Type, DataViewSchema.Annotations? Notes)> Columns => Task switch
    {
        TaskKind.Regression => [(Score, NumberDataViewType.Single, Notes(Score))],
        TaskKind.Binary =>
        [
            (PredictedLabel, BooleanDataViewType.Instance, Notes(PredictedLabel)),
            (Score, NumberDataViewType.Single, Notes(Score)),
            (Probability, NumberDataViewType.Single, Notes(Probability)),
        ],
        _ =>
        [
            (PredictedLabel, new KeyDataViewType(typeof(uint), ClassNames.Length), Notes(PredictedLabel, "KeyValues")),
            (Score, new VectorDataViewType(NumberDataViewType.Single, ClassNames.Length), Notes(Score, "SlotNames", "TrainingLabelValues")),
        ],
    };

    /// <summary>Whether task, classes and names fit together, as they may not in a file.</summary>
    public bool IsSound => Task switch
    {
        TaskKind.Regression => ClassNames.IsEmpty,
        TaskKind.Binary => ClassNames.Length == 2,
        TaskKind.Multiclass => !ClassNames.IsEmpty && Columns.Any(),
        _ => false,
    };

    /// <summary>The input's columns and, behind them, those of the model.</summary>
    public DataViewSchema After(DataViewSchema input)
    {
        DataViewSchema.Builder schema = new();
        schema.AddColumns(input);
        foreach ((string name, DataViewType type, DataViewSchema.Annotations? notes) in Columns)
        {
            schema.AddColumn(name, type, notes);
        }

        return schema.ToSchema();
    }

    /// <summary>A getter of an added column.</summary>
    /// <param name="current">The prediction, and the row in it that counts now.</param>
    public Delegate Getter(string name, Func<(Prediction Prediction, int Row)> current)
    {
        ReadOnlySpan<double> Row()
        {
            (Prediction prediction, int row) = current();
            return prediction.Row(row);
        }

        switch (name)
        {
            case Score when Task == TaskKind.Regression:
                return (ValueGetter<float>)((ref float value) => value = (float)Row()[0]);
            case Score when Task == TaskKind.Binary:
                return (ValueGetter<float>)((ref float value) => value = (float)(Math.Log(Row()[1]) - Math.Log(Row()[0])));
            case Probability:
                return (ValueGetter<float>)((ref float value) => value = (float)Row()[1]);
            case Score:
                return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Values.Copy(Array.ConvertAll(Row().ToArray(), p => (float)p), ref value));
            case PredictedLabel when Task == TaskKind.Binary:
                return (ValueGetter<bool>)((ref bool value) => value = Class(current) == 1);
            default:
                return (ValueGetter<uint>)((ref uint value) => value = (uint)Class(current) + 1);
        }
    }

    /// <summary>By these, stock transforms and evaluators know what a column is.</summary>
    /// <param name="names">Annotations that hold the names of the classes.</param>
    private DataViewSchema.Annotations Notes(string column, params ReadOnlySpan<string> names)
    {
        string kind = Task switch
        {
            TaskKind.Regression => "Regression",
            TaskKind.Binary => "BinaryClassification",
            _ => "MulticlassClassification",
        };
        DataViewSchema.Annotations.Builder notes = new();
        notes.Add("ScoreColumnKind", TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = kind.AsMemory());
        notes.Add("ScoreValueKind", TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = column.AsMemory());

        // One model adds these columns, so that they are one set; ML.NET counts the sets of a view from 1, and its evaluators take the last.
        notes.Add("ScoreColumnSetId", new KeyDataViewType(typeof(uint), int.MaxValue), (ref uint value) => value = 1);
        if (column == Probability)
        {
            notes.Add("IsNormalized", BooleanDataViewType.Instance, (ref bool value) => value = true);
        }

        foreach (string name in names)
        {
            // Slots are named by texts only.
            if (NameType is TextDataViewType || (NameType is not null && name != "SlotNames"))
            {
                Values.Note(notes, name, ClassNames, NameType);
            }
        }

        return notes.ToAnnotations();
    }

    private static int Class(Func<(Prediction Prediction, int Row)> current)
    {
        (Prediction prediction, int row) = current();
        return prediction.Class(row);
    }
}
