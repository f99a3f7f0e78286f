using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.Studies;

namespace MlCompare.Learners.Baseline;

/// <summary>
/// Predicts the class frequencies of the training labels, or their mean, without looking at the features: the floor that every
/// other learner must beat.
/// </summary>
public sealed class ConstantLearner(ConstantOptions settings) : Learner<ConstantOptions>(settings)
{
    public ConstantLearner()
        : this(new ConstantOptions())
    {
    }

    public override string Id => "constant";

    public override string Title => "Constant";

    public override Family Family => Family.Baseline;

    public override bool StandsForFamily(Modality modality) => true;

    public override IReadOnlyList<Hyperparameter> SearchSpace => [];

    public override IReadOnlyList<Excuse> Excuses =>
    [
        new("beats the constant answer on an easy problem", "It is the constant answer."),
        new("ranks a planted useless feature last", "To it every feature is useless."),
    ];

    public override string? Decline(TrainingSet train) => train.Count == 0 ? "There are 0 training rows." : null;

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        if (train.Task == TaskKind.Regression)
        {
            return new ConstantPredictor([train.Labels.Values.Average()]);
        }

        ClassOrder order = ClassOrder.Of(train.Labels.Classes, train.Labels.ClassCount).Order;
        double[] frequencies = new double[order.ClassCount];
        order.Spread(order.Shares, frequencies);
        return new ConstantPredictor(frequencies);
    }

    public override IPredictor Load(BinaryReader reader) => new ConstantPredictor(NumberArrays.Load<double>(reader));

    protected override ILearner Create(ConstantOptions changed) => new ConstantLearner(changed);

    internal sealed class ConstantPredictor(double[] values) : IPredictor
    {
        /// <summary>Class probabilities, or the mean.</summary>
        public double[] Values => values;

        public Prediction Predict(FeatureTable features)
        {
            double[] all = new double[features.Count * values.Length];
            for (int i = 0; i < features.Count; i++)
            {
                values.CopyTo(all, i * values.Length);
            }

            return new Prediction(all, values.Length);
        }

        public void Save(BinaryWriter writer) => NumberArrays.Save(writer, values);
    }
}

/// <summary>There is nothing to set.</summary>
public sealed record ConstantOptions;
