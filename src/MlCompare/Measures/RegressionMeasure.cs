using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>What the measures of predicted numbers share: no test rows give no value, a prediction that is not finite gives NaN.</summary>
public abstract class RegressionMeasure : IMeasure
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract Direction Direction { get; }

    public virtual MeasureRange Range => MeasureRange.Positive;

    public bool Supports(TaskKind task) => task == TaskKind.Regression;

    public double? Compute(Evidence evidence)
    {
        if (!Supports(evidence.TestLabels.Task) || evidence.TestLabels.Count == 0)
        {
            return null;
        }

        return PredictionFault.IsFinite(evidence.Prediction) ? Of(evidence.Prediction, evidence.TestLabels.Values) : double.NaN;
    }

    /// <summary>The value for finite predictions and at least one row.</summary>
    /// <param name="targets">True targets, one a row.</param>
    protected abstract double? Of(Prediction prediction, double[] targets);

    /// <summary>Mean of (prediction − target)².</summary>
    private protected static double MeanSquaredError(Prediction prediction, double[] targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double difference = prediction.Values[i] - targets[i];
            sum += difference * difference;
        }

        return sum / targets.Length;
    }
}
