using Microsoft.ML;
using MlCompare.Learners;

namespace MlCompare.MLNet.Trainers;

/// <summary>MlCompare's learners from a context of ML.NET.</summary>
public static class MlCompareCatalog
{
    /// <summary>Any learner as a trainer of what the type of the label says; the catalogs of the context have the usual ones.</summary>
    /// <param name="learner">With its options; all learners that a study may name can be trained.</param>
    /// <param name="labelColumnName">Truth values, keys, texts or numbers.</param>
    /// <param name="featureColumnNames">Numbers, keys, texts, vectors; none for the column <c>Features</c> or, where there is none, all columns but the label.</param>
    public static MlCompareTrainer Trainer(
        this MLContext context, ILearner learner, string labelColumnName = "Label", ulong seed = 1, params string[] featureColumnNames)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(learner);
        return new MlCompareTrainer(learner, labelColumnName, featureColumnNames, seed, null);
    }

    /// <summary>Lets the context load models that hold learners of MlCompare: call it before <c>context.Model.Load</c>.</summary>
    public static MLContext AddMlCompare(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ModelEntry.Register(context);
        return context;
    }
}
