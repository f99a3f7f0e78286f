namespace MlCompare.Learners.Linear;

/// <summary>
/// Cross-entropy of two classes on one score, the difference of the two scores of a softmax: half the work, the same model.
/// </summary>
/// <param name="classes">Codes 0 and 1; the score is for class 1.</param>
internal sealed class LogisticLoss(int[] classes) : ILinearLoss
{
    public int Columns => 1;

    public double Curvature => 0.25;

    public float[] Start()
    {
        double ones = classes.Sum();
        return [(float)Math.Log((ones + 0.5) / (classes.Length - ones + 0.5))];
    }

    public double Evaluate(int first, Span<float> scores)
    {
        double loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double sign = 2 * classes[first + i] - 1;
            double margin = sign * scores[i];
            double small = Math.Exp(-Math.Abs(margin));
            loss += Math.Log(1 + small) + Math.Max(0, -margin);
            double wrong = margin >= 0 ? small / (1 + small) : 1 / (1 + small);
            scores[i] = (float)(-sign * wrong);
        }

        return loss;
    }
}
