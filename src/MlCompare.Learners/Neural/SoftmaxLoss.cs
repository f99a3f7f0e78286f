using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Cross-entropy of the softmax of the outputs; with smoothing s the target is 1 − s for the label plus s spread evenly
/// (Szegedy et al. 2016).
/// </summary>
/// <param name="weights">What a row of each class counts; 1 for all when null.</param>
internal sealed class SoftmaxLoss(int[] labels, int classes, double smoothing, double[]? weights = null) : Loss
{
    public override int Outputs => classes;

    public override void Slopes(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows, Span<float> slopes)
    {
        double share = smoothing / classes, perRow = 1.0 / rows.Length;
        Span<double> probabilities = stackalloc double[classes];
        for (int i = 0; i < rows.Length; i++)
        {
            Softmax.Apply(outputs.Slice(i * classes, classes), 1, probabilities);
            Span<float> slope = slopes.Slice(i * classes, classes);
            double weight = weights?[labels[rows[i]]] ?? 1;
            for (int k = 0; k < classes; k++)
            {
                double target = share + (k == labels[rows[i]] ? 1 - smoothing : 0);
                slope[k] = (float)((probabilities[k] - target) * perRow * weight);
            }
        }
    }

    public override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> logits = outputs.Slice(i * classes, classes);
            sum += (weights?[labels[rows[i]]] ?? 1) * (Softmax.LogNormaliser(logits, 1) - logits[labels[rows[i]]]);
        }

        return sum;
    }
}
