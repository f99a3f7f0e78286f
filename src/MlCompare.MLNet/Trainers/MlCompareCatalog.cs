using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Neural;

namespace MlCompare.MLNet.Trainers;

/// <summary>MlCompare's learners from a context of ML.NET.</summary>
public static class MlCompareCatalog
{
    /// <summary>Any learner as a trainer.</summary>
    /// <param name="learner">With its options; all learners that a study may name can be trained.</param>
    /// <param name="labelColumnName">Truth values, keys, texts or numbers.</param>
    /// <param name="featureColumnNames">Numbers, keys, texts, vectors; none for the column <c>Features</c> or, where there is none, all columns but the label.</param>
    public static MlCompareTrainer Trainer(
        this MLContext context, ILearner learner, string labelColumnName = "Label", ulong seed = 1, params string[] featureColumnNames)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(learner);
        return new MlCompareTrainer(context, learner, labelColumnName, featureColumnNames, seed);
    }

    /// <summary>Histogram gradient boosting.</summary>
    public static MlCompareTrainer Boosting(this MLContext context, string labelColumnName = "Label", BoostingOptions? options = null) =>
        context.Trainer(new BoostingLearner(options ?? new BoostingOptions()), labelColumnName);

    /// <summary>An ensemble of multilayer perceptrons.</summary>
    public static MlCompareTrainer NeuralNetwork(this MLContext context, string labelColumnName = "Label") =>
        context.Trainer(new MlpLearner(), labelColumnName);

    /// <summary>Kernel ridge regression and classification.</summary>
    public static MlCompareTrainer KernelRidge(this MLContext context, string labelColumnName = "Label") =>
        context.Trainer(new KernelLearner(), labelColumnName);

    /// <summary>A recursive feature machine: a kernel that learns which directions count.</summary>
    public static MlCompareTrainer FeatureMachine(this MLContext context, string labelColumnName = "Label") =>
        context.Trainer(new FeatureMachineLearner(), labelColumnName);

    /// <summary>Lets the context load models that hold learners of MlCompare: call it before <c>context.Model.Load</c>.</summary>
    public static MLContext AddMlCompare(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ModelEntry.Register(context);
        return context;
    }
}
