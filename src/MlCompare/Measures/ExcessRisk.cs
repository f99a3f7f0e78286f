using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>
/// What the model loses against the best possible one, known for synthetic data only: the chance that the chosen class is wrong
/// less the Bayes error, or the mean squared distance from E(y | x). Free of the noise of test labels; 0 is unbeatable.
/// </summary>
public sealed class ExcessRisk : IMeasure
{
    public string Id => "excessRisk";

    public string Title => "Excess risk";

    public Direction Direction => Direction.LowerIsBetter;

    public MeasureRange Range => MeasureRange.Positive;

    public bool Supports(TaskKind task) => true;

    public double? Compute(Evidence evidence)
    {
        if (evidence.TestTruth is not { Count: > 0 } truth)
        {
            return null;
        }

        Prediction prediction = evidence.Prediction;
        if (!PredictionFault.IsFinite(prediction))
        {
            return double.NaN;
        }

        bool regression = evidence.TestLabels.Task == TaskKind.Regression;
        double sum = 0;
        for (int row = 0; row < truth.Count; row++)
        {
            sum += regression
                ? Squared(prediction.Values[row] - truth.Values[row])
                : Regret(truth.Row(row), prediction.Class(row));
        }

        return sum / truth.Count;
    }

    private static double Squared(double value) => value * value;

    /// <summary>(1 − P(chosen)) − (1 − max P).</summary>
    private static double Regret(ReadOnlySpan<double> probabilities, int chosen)
    {
        double best = probabilities[0];
        foreach (double probability in probabilities)
        {
            best = Math.Max(best, probability);
        }

        return best - probabilities[chosen];
    }
}
