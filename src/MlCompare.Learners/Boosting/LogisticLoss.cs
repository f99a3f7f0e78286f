using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Binary log loss of a score s for the second class: gradient p − y, hessian p (1 − p). Written so that the other coding of the
/// classes gives the negated score to the last bit.
/// </summary>
/// <param name="isSecond">Row → whether its label is the second class.</param>
internal sealed class LogisticLoss(bool[] isSecond) : Loss
{
    public override int Outputs => 1;

    public override double Target(int row, int output) => isSecond[row] ? 1 : 0;

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        int second = 0;
        foreach (int row in rows)
        {
            second += isSecond[row] ? 1 : 0;
        }

        // Half a row is added to both classes: a fold may hold one class only.
        return [Math.Log(second + 0.5) - Math.Log(rows.Length - second + 0.5)];
    }

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        foreach (int row in rows)
        {
            // Probability of the class that the label is not, and of the other.
            (double right, double wrong) = Softmax.OfTwo(isSecond[row] ? -scores[row] : scores[row]);
            gradients[0][row] = (float)(isSecond[row] ? -wrong : wrong);
            hessians[0][row] = (float)(wrong * right);
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            double margin = isSecond[row] ? scores[row] : -scores[row];
            sum += Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
        }

        return sum / rows.Length;
    }
}
