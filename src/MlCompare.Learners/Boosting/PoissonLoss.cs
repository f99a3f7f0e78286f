namespace MlCompare.Learners.Boosting;

/// <summary>Poisson loss exp(s) − y·s of a score s = log rate: gradient exp(s) − y, hessian exp(s).</summary>
/// <param name="targets">At least 0; divided by their mean by the caller, so that regularisation doesn't depend on the unit.</param>
internal sealed class PoissonLoss(double[] targets) : Loss
{
    /// <summary>Scores beyond count as this: a rate e³⁰ times the mean is no estimate any more, and sums stay finite.</summary>
    internal const double Most = 30;

    public override int Outputs => 1;

    public override double Target(int row, int output) => targets[row];

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += targets[row];
        }

        // Without any event, half of one.
        return [Math.Log((sum > 0 ? sum : 0.5) / rows.Length)];
    }

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        foreach (int row in rows)
        {
            double rate = Rate(scores[row]);
            gradients[0][row] = (float)(rate - targets[row]);
            hessians[0][row] = (float)rate;
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += Rate(scores[row]) - targets[row] * Math.Clamp(scores[row], -Most, Most);
        }

        return sum / rows.Length;
    }

    public static double Rate(double score) => Math.Exp(Math.Clamp(score, -Most, Most));
}
