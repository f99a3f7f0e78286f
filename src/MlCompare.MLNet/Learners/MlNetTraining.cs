using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>What a recipe trains on, in the worker.</summary>
/// <param name="View">Columns <c>Features</c> and <c>Label</c>.</param>
/// <param name="Splits">Rows to fit on and rows that watch, dealt by the caller; none when the recipe stops by nothing.</param>
internal sealed record MlNetTraining(EncodedView View, InnerSplit[] Splits, int Seed, int Threads)
{
    public TaskKind Task => View.Labels!.Task;

    /// <summary>A fresh context, seeded.</summary>
    public MLContext NewContext() => new(Seed);

    /// <summary>A trainer of two calibrated classes, for as many as there are: one against all others when they are more.</summary>
    public ITransformer Classify<TModel>(MLContext context, ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel> trainer)
        where TModel : class => Task == TaskKind.Binary
        ? trainer.Fit(View)
        : context.MulticlassClassification.Trainers.OneVersusAll(trainer, EncodedView.Label).Fit(View);

    /// <summary>The same for a trainer that only scores.</summary>
    public ITransformer ClassifyByScores<TModel>(MLContext context, ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel> trainer)
        where TModel : class => Task == TaskKind.Binary
        ? trainer.Fit(View)
        : context.MulticlassClassification.Trainers.OneVersusAll(trainer, EncodedView.Label, useProbabilities: false).Fit(View);

    public void Write(BinaryWriter writer)
    {
        DesignMatrix matrix = View.Matrix;
        writer.Write(matrix.Count);
        writer.Write(matrix.DenseWidth);
        NumberArrays.Save<float>(writer, matrix.Dense);
        writer.Write(matrix.Sparse is not null);
        matrix.Sparse?.Save(writer);
        NumberArrays.Save<int>(writer, LevelSlots);
        View.Labels!.Write(writer);
        writer.Write(Splits.Length);
        foreach (InnerSplit split in Splits)
        {
            NumberArrays.Save<int>(writer, split.Train);
            NumberArrays.Save<int>(writer, split.Held);
        }

        writer.Write(Seed);
        writer.Write(Threads);
    }

    public static MlNetTraining Read(BinaryReader reader)
    {
        int count = reader.ReadInt32(), width = reader.ReadInt32();
        float[] dense = NumberArrays.Load<float>(reader);
        SparseRows? sparse = reader.ReadBoolean() ? SparseRows.Load(reader) : null;
        int[] slots = NumberArrays.Load<int>(reader);
        EncodedView view = new(new DesignMatrix(count, width, dense, sparse), slots, EncodedLabels.Read(reader));
        InnerSplit[] splits = new InnerSplit[reader.ReadInt32()];
        for (int i = 0; i < splits.Length; i++)
        {
            splits[i] = new InnerSplit(NumberArrays.Load<int>(reader), NumberArrays.Load<int>(reader));
        }

        return new MlNetTraining(view, splits, reader.ReadInt32(), reader.ReadInt32()) { LevelSlots = slots };
    }

    public int[] LevelSlots { get; init; } = [];
}
