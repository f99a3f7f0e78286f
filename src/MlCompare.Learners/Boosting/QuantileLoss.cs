namespace MlCompare.Learners.Boosting;

/// <summary>
/// Pinball loss of residual r = target − score: alpha·r above, (alpha − 1)·r below; at one half, half the absolute error. It has no
/// curvature, so trees grow on its gradients with hessian 1 and their leaves then hold the quantile of their residuals
/// (Friedman 2001, section 4.3).
/// </summary>
/// <param name="alpha">Which quantile, above 0 and below 1.</param>
internal sealed class QuantileLoss(double[] targets, double alpha) : Loss
{
    public override int Outputs => 1;

    public override bool RenewsLeaves => true;

    public override double Target(int row, int output) => targets[row];

    public override double[] Start(ReadOnlySpan<int> rows) => [LeafStep(rows, new double[targets.Length])];

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        foreach (int row in rows)
        {
            double residual = targets[row] - scores[row];
            gradients[0][row] = (float)(residual > 0 ? -alpha : residual < 0 ? 1 - alpha : 0);
            hessians[0][row] = 1;
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            double residual = targets[row] - scores[row];
            sum += residual > 0 ? alpha * residual : (alpha - 1) * residual;
        }

        return sum / rows.Length;
    }

    public override double LeafStep(ReadOnlySpan<int> rows, double[] scores)
    {
        double[] residuals = new double[rows.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = targets[rows[i]] - scores[rows[i]];
        }

        return Quantile(residuals, alpha);
    }

    /// <summary>The middle of all numbers with the least pinball loss over these, which get sorted.</summary>
    internal static double Quantile(double[] values, double alpha)
    {
        Array.Sort(values);
        double rank = alpha * values.Length;
        int above = Math.Clamp((int)Math.Ceiling(rank), 1, values.Length);
        return rank == above && above < values.Length ? values[above - 1] / 2 + values[above] / 2 : values[above - 1];
    }
}
