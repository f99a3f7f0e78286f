using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Neural;

namespace MlCompare.MLNet.Trainers;

/// <summary>MlCompare's learners among ML.NET's trainers of numbers.</summary>
public static class RegressionTrainers
{
    extension(RegressionCatalog.RegressionTrainers trainers)
    {
        /// <summary>Any learner, with its options.</summary>
        /// <param name="labelColumnName">Numbers.</param>
        /// <param name="featureColumnNames">Numbers, keys, texts, vectors; none for the column <c>Features</c> or, where there is none, all columns but the label.</param>
        public MlCompareTrainer Learner(ILearner learner, string labelColumnName = "Label", ulong seed = 1, params string[] featureColumnNames)
        {
            ArgumentNullException.ThrowIfNull(trainers);
            ArgumentNullException.ThrowIfNull(learner);
            return new MlCompareTrainer(learner, labelColumnName, featureColumnNames, seed, TaskKind.Regression);
        }

        /// <summary>Histogram gradient boosting.</summary>
        public MlCompareTrainer Boosting(string labelColumnName = "Label", string? featureColumnName = null, BoostingOptions? options = null, ulong seed = 1) =>
            trainers.Boosting(labelColumnName, options, seed, featureColumnName is null ? [] : [featureColumnName]);

        /// <summary>The same with any number of columns of features.</summary>
        public MlCompareTrainer Boosting(string labelColumnName = "Label", BoostingOptions? options = null, ulong seed = 1, params string[] featureColumnNames) =>
            trainers.Learner(new BoostingLearner(options ?? new BoostingOptions()), labelColumnName, seed, featureColumnNames);

        /// <summary>An ensemble of multilayer perceptrons.</summary>
        public MlCompareTrainer NeuralNetwork(string labelColumnName = "Label", string? featureColumnName = null, MlpOptions? options = null, ulong seed = 1) =>
            trainers.NeuralNetwork(labelColumnName, options, seed, featureColumnName is null ? [] : [featureColumnName]);

        /// <summary>The same with any number of columns of features.</summary>
        public MlCompareTrainer NeuralNetwork(string labelColumnName = "Label", MlpOptions? options = null, ulong seed = 1, params string[] featureColumnNames) =>
            trainers.Learner(new MlpLearner(options ?? new MlpOptions()), labelColumnName, seed, featureColumnNames);

        /// <summary>Kernel ridge regression, of numbers or of indicators of the classes.</summary>
        public MlCompareTrainer KernelRidge(string labelColumnName = "Label", string? featureColumnName = null, KernelOptions? options = null, ulong seed = 1) =>
            trainers.KernelRidge(labelColumnName, options, seed, featureColumnName is null ? [] : [featureColumnName]);

        /// <summary>The same with any number of columns of features.</summary>
        public MlCompareTrainer KernelRidge(string labelColumnName = "Label", KernelOptions? options = null, ulong seed = 1, params string[] featureColumnNames) =>
            trainers.Learner(new KernelLearner(options ?? new KernelOptions()), labelColumnName, seed, featureColumnNames);

        /// <summary>A recursive feature machine: a kernel that learns which directions count.</summary>
        public MlCompareTrainer FeatureMachine(string labelColumnName = "Label", string? featureColumnName = null, FeatureMachineOptions? options = null, ulong seed = 1) =>
            trainers.FeatureMachine(labelColumnName, options, seed, featureColumnName is null ? [] : [featureColumnName]);

        /// <summary>The same with any number of columns of features.</summary>
        public MlCompareTrainer FeatureMachine(string labelColumnName = "Label", FeatureMachineOptions? options = null, ulong seed = 1, params string[] featureColumnNames) =>
            trainers.Learner(new FeatureMachineLearner(options ?? new FeatureMachineOptions()), labelColumnName, seed, featureColumnNames);
    }
}
