using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Cross-entropy of the softmax of the outputs; with smoothing s the target is 1 − s for the label plus s spread evenly
/// (Szegedy et al. 2016).
/// </summary>
/// <param name="weights">What a row of each class counts; 1 for all when null.</param>
internal sealed class SoftmaxLoss(int[] labels, int classes, double smoothing, double[]? weights = null) : Loss
{
    /// <summary>One a row.</summary>
    public int[] Labels => labels;

    public double Smoothing => smoothing;

    public double[]? Weights => weights;

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

    public override void Write(BinaryWriter writer)
    {
        writer.Write(true);
        NumberArrays.Save<int>(writer, labels);
        writer.Write(classes);
        writer.Write(smoothing);
        NumberArrays.Save<double>(writer, weights);
    }

    public static SoftmaxLoss Load(BinaryReader reader)
    {
        int[] labels = NumberArrays.Load<int>(reader);
        int classes = reader.ReadInt32();
        double smoothing = reader.ReadDouble();
        double[] weights = NumberArrays.Load<double>(reader);
        return new SoftmaxLoss(labels, classes, smoothing, weights.Length == 0 ? null : weights);
    }
}
