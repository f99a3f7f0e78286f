using System.Numerics.Tensors;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// Binary log loss of a score s for the second class: gradient p − y, hessian p (1 − p). Written so that the other coding of the
/// classes gives the negated score to the last bit.
/// </summary>
/// <param name="isSecond">Row → whether its label is the second class.</param>
internal sealed class LogisticLoss(bool[] isSecond) : Loss
{
    /// <summary>Exponentials taken at once.</summary>
    private const int Block = 256;

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
        Span<double> exponentials = stackalloc double[Block];
        for (; rows.Length > 0; rows = rows[Math.Min(Block, rows.Length)..])
        {
            ReadOnlySpan<int> some = rows[..Math.Min(Block, rows.Length)];
            Span<double> e = exponentials[..some.Length];
            for (int i = 0; i < some.Length; i++)
            {
                e[i] = -Math.Abs(scores[some[i]]);
            }

            TensorPrimitives.Exp(e, e);
            for (int i = 0; i < some.Length; i++)
            {
                int row = some[i];
                double likely = 1 / (1 + e[i]);
                double unlikely = e[i] * likely;
                // Probability of the class that the label is not.
                double wrong = (isSecond[row] ? -scores[row] : scores[row]) >= 0 ? likely : unlikely;
                gradients[0][row] = (float)(isSecond[row] ? -wrong : wrong);
                hessians[0][row] = (float)(likely * unlikely);
            }
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
