using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Comparing;

/// <summary>What a fitted pipeline says, as predictions: from <c>Score</c>, <c>Probability</c> or, where it has neither, <c>PredictedLabel</c>.</summary>
internal sealed class PipelinePredictor(ITransformer model, byte[] file, Func<FeatureTable, RowShape> shape, ImmutableArray<string> names, TaskKind task) : IPredictor
{
    /// <summary>The probability of a decision without one: certain would cost an infinite loss.</summary>
    private const double Decided = 0.99;

    public Prediction Predict(FeatureTable features)
    {
        IDataView scored = model.Transform(shape(features).View(features, null));
        return task == TaskKind.Regression
            ? new Prediction([.. scored.GetColumn<float>(ModelOutput.Score).Select(score => (double)score)], 1)
            : new Prediction([.. Rows(scored).SelectMany(row => row)], names.Length);
    }

    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        NumberArrays.Save<byte>(writer, file);
        writer.Write(names.Length);
        foreach (string name in names)
        {
            writer.Write(name);
        }

        writer.Write((int)task);
    }

    /// <param name="shape">The columns that rows come in, given the names of the classes and the task.</param>
    public static PipelinePredictor Load(BinaryReader reader, Func<ImmutableArray<string>, TaskKind, Func<FeatureTable, RowShape>> shape)
    {
        byte[] file = NumberArrays.Load<byte>(reader);
        ImmutableArray<string> names = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        TaskKind task = (TaskKind)reader.ReadInt32();
        using MemoryStream stream = new(file);
        return new PipelinePredictor(new MLContext(1).AddMlCompare().Model.Load(stream, out _), file, shape(names, task), names, task);
    }

    private IEnumerable<double[]> Rows(IDataView scored)
    {
        if (scored.Schema.GetColumnOrNull(ModelOutput.Score) is { Type: VectorDataViewType } score)
        {
            int[] places = Places(score);
            return scored.GetColumn<float[]>(ModelOutput.Score).Select(row => Normalised(row, places));
        }

        return scored.Schema.GetColumnOrNull(ModelOutput.Probability) is not null
            ? scored.GetColumn<float>(ModelOutput.Probability).Select(p => (double[])[1 - Math.Clamp((double)p, 0, 1), Math.Clamp((double)p, 0, 1)])
            : scored.GetColumn<bool>(ModelOutput.PredictedLabel).Select(yes => (double[])(yes ? [1 - Decided, Decided] : [Decided, 1 - Decided]));
    }

    /// <summary>Slot of the scores → class; by name where the slots have names.</summary>
    private int[] Places(DataViewSchema.Column score)
    {
        string[] slots = SlotTexts.Of(score, "SlotNames");
        int[] named = [.. slots.Select(slot => names.IndexOf(slot))];
        int size = ((VectorDataViewType)score.Type).Size;
        return named.Length == size && !named.Contains(-1) ? named
            : size == names.Length ? [.. Enumerable.Range(0, size)]
            : throw new InputException($"the pipeline scores {size} classes under other names than the {names.Length} of the label", "pipeline", "keep the names of the classes in the key values");
    }

    private double[] Normalised(float[] scores, int[] places)
    {
        double[] row = new double[names.Length];
        for (int slot = 0; slot < scores.Length; slot++)
        {
            row[places[slot]] = Math.Clamp(scores[slot], 0d, 1d);
        }

        double sum = row.Sum();
        return Array.ConvertAll(row, p => sum > 0 ? p / sum : 1.0 / row.Length);
    }
}
