namespace MlCompare.Learners.Boosting;

/// <summary>Half the squared error: gradient score − target, hessian 1.</summary>
/// <param name="targets">One a row; standardised by the caller, so that gains and regularisation don't depend on the unit.</param>
internal sealed class SquaredLoss(double[] targets) : Loss
{
    public override int Outputs => 1;

    public override double Target(int row, int output) => targets[row];

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += targets[row];
        }

        return [sum / rows.Length];
    }

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        foreach (int row in rows)
        {
            gradients[0][row] = (float)(scores[row] - targets[row]);
            hessians[0][row] = 1;
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            double residual = scores[row] - targets[row];
            sum += residual * residual / 2;
        }

        return sum / rows.Length;
    }
}
