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
/// <param name="NameType">What the key values of the label were, which those of the prediction are too; null for texts.</param>
internal sealed record ModelOutput(TaskKind Task, ImmutableArray<string> ClassNames, DataViewType? NameType)
{
    public const string Score = "Score", Probability = "Probability", PredictedLabel = "PredictedLabel";

    public IEnumerable<(string Name, DataViewType Type, DataViewSchema.Annotations? Notes)> Columns => Task switch
    {
        TaskKind.Regression => [(Score, NumberDataViewType.Single, Notes(Score).ToAnnotations())],
        TaskKind.Binary =>
        [
            (PredictedLabel, BooleanDataViewType.Instance, Notes(PredictedLabel).ToAnnotations()),
            (Score, NumberDataViewType.Single, Notes(Score).ToAnnotations()),
            (Probability, NumberDataViewType.Single, Notes(Probability).ToAnnotations()),
        ],
        _ =>
        [
            (PredictedLabel, new KeyDataViewType(typeof(uint), ClassNames.Length), Notes(PredictedLabel, "KeyValues", NameType)),
            (Score, new VectorDataViewType(NumberDataViewType.Single, ClassNames.Length), Notes(Score, "SlotNames", null)),
        ],
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

    private DataViewSchema.Annotations Notes(string column, string names, DataViewType? type)
    {
        DataViewSchema.Annotations.Builder notes = Notes(column);
        Values.Note(notes, names, ClassNames, type);
        return notes.ToAnnotations();
    }

    /// <summary>By these, stock transforms and evaluators know what a column is.</summary>
    private DataViewSchema.Annotations.Builder Notes(string column)
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
        return notes;
    }

    private static int Class(Func<(Prediction Prediction, int Row)> current)
    {
        (Prediction prediction, int row) = current();
        return prediction.Class(row);
    }
}
