using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Temperature scaling (Guo et al. 2017): one factor on the logits, chosen on held-out rows, makes probabilities honest.
/// Logits were trained on the log loss and are about right, hence a prior around 1, where the kernel's sharpness has none.
/// </summary>
internal static class Temperature
{
    // A normal prior on the factor's logarithm keeps a handful of held-out rows from deciding.
    private const double PriorDeviation = 0.5;
    private const double Most = 1.5;
    private const int Iterations = 40;

    /// <summary>The factor on the logits (rows × classes), the reciprocal of the temperature, between e^−1.5 and e^1.5.</summary>
    public static double Factor(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels)
    {
        // The loss is convex in the factor, and unimodal in its logarithm up to the prior: golden-section search.
        double ratio = (Math.Sqrt(5) - 1) / 2, low = -Most, high = Most;
        double left = high - ratio * (high - low), right = low + ratio * (high - low);
        double lossLeft = Loss(logits, classes, labels, left), lossRight = Loss(logits, classes, labels, right);
        for (int i = 0; i < Iterations; i++)
        {
            if (lossLeft < lossRight)
            {
                (high, right, lossRight) = (right, left, lossLeft);
                left = high - ratio * (high - low);
                lossLeft = Loss(logits, classes, labels, left);
            }
            else
            {
                (low, left, lossLeft) = (left, right, lossRight);
                right = low + ratio * (high - low);
                lossRight = Loss(logits, classes, labels, right);
            }
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Loss(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels, double logFactor)
    {
        double factor = Math.Exp(logFactor), sum = 0.5 * logFactor * logFactor / (PriorDeviation * PriorDeviation);
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            sum += Softmax.LogNormaliser(row, factor) - factor * row[labels[i]];
        }

        return sum;
    }
}
