namespace MlCompare.Learners.Linear;

/// <summary>Half the squared error of standardised targets.</summary>
internal sealed class SquaredLoss(float[] targets) : ILinearLoss
{
    public int Columns => 1;

    public double Curvature => 1;

    public float[] Start() => [targets.Average()];

    public double Evaluate(int first, Span<float> scores)
    {
        double loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            float error = scores[i] - targets[first + i];
            loss += 0.5 * error * error;
            scores[i] = error;
        }

        return loss;
    }
}
