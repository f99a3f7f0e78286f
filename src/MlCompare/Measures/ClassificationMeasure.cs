using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>
/// What the measures of class probabilities share. No test rows give no value; a prediction that is not finite gives NaN, never a
/// number that looks like a result (an arg max would silently pick class 0).
/// </summary>
public abstract class ClassificationMeasure : IMeasure
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract Direction Direction { get; }

    public virtual MeasureRange Range => MeasureRange.Share;

    public bool Supports(TaskKind task) => task != TaskKind.Regression;

    public double? Compute(Evidence evidence)
    {
        Labels labels = evidence.TestLabels;
        if (!Supports(labels.Task) || labels.Count == 0)
        {
            return null;
        }

        return PredictionFault.IsFinite(evidence.Prediction) ? Of(evidence.Prediction, labels.Classes) : double.NaN;
    }

    /// <summary>The value for finite probabilities and at least one row.</summary>
    /// <param name="classes">True class codes, one a row.</param>
    protected abstract double? Of(Prediction prediction, int[] classes);
}
