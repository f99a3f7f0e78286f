#if MLNET
using System.Collections.Immutable;
using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Linear;
using MlCompare.MLNet.Trainers;
#endif

namespace MlCompare.Fuzz;

/// <summary>What a saved transformer of ML.NET holds of ours: read, and asked for predictions. None where the package feed lacks ML.NET.</summary>
internal static class TransformerSeeds
{
#if MLNET
    public static IEnumerable<Target> Targets()
    {
        MLContext context = new MLContext(1).AddMlCompare();
        Rng rng = new(4);
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Row { X = (float)rng.NextGaussian(), Word = i % 3 == 0 ? "a" : "b", Yes = i % 2 == 0 }).ToImmutableArray());
        ILearner boosting = new BoostingLearner(new BoostingOptions(MaxRounds: 3, EarlyStopping: false));
        byte[][] seeds =
        [
            .. ((MlCompareTrainer[])
            [
                context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Yes", 1, "X", "Word"),
                context.MulticlassClassification.Trainers.Learner(boosting, "Word", 1, "X"),
                context.Regression.Trainers.Learner(boosting, "X", 1, "Word"),
            ]).Select(trainer => TransformerFile.Body(trainer.Fit(rows))),
        ];
        return [new Target("mlnet-transformer", seeds, (bytes, _) => Read(bytes, rows), Seals.Model)];
    }

    private static void Read(byte[] body, IDataView rows)
    {
        using BinaryReader reader = new(new MemoryStream([TransformerFile.Version, .. BitConverter.GetBytes(body.Length), .. body]));
        ITransformer model = TransformerFile.Load(reader);
        try
        {
            model.Transform(rows).Preview(3);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or InputException))
        {
            // A model that means harm may answer wrongly, or not; it must not read what is not its own.
            throw new InputException("the model does not predict", "model", error.GetType().Name);
        }
    }

    private sealed class Row
    {
        public float X { get; set; }

        public string Word { get; set; } = "";

        public bool Yes { get; set; }
    }
#else
    public static IEnumerable<Target> Targets() => [];
#endif
}
