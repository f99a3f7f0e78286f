namespace MlCompare.Learners.Boosting;

/// <summary>
/// Half the squared residual up to delta, linear beyond (Huber 1964). The hessian is the weight min(1, delta/|r|) of iteratively
/// reweighted least squares: that parabola lies above the loss everywhere, so a full step never overshoots.
/// </summary>
internal sealed class HuberLoss(double[] targets, double delta) : Loss
{
    /// <summary>A normal sample's standard deviation over the median of its absolute deviations.</summary>
    private const double DeviationPerMedian = 1.4826;

    /// <summary>In the unit of the targets.</summary>
    public double Delta => delta;

    public override int Outputs => 1;

    /// <param name="relative">Delta in robust standard deviations of the targets.</param>
    public static HuberLoss Of(double[] targets, double relative)
    {
        double median = QuantileLoss.Quantile([.. targets], 0.5);
        double spread = QuantileLoss.Quantile([.. targets.Select(target => Math.Abs(target - median))], 0.5);
        // Where most targets are equal there is no such spread: then the mean deviation serves.
        spread = spread > 0 ? DeviationPerMedian * spread : targets.Average(target => Math.Abs(target - median));
        return new HuberLoss(targets, spread > 0 ? relative * spread : 1);
    }

    public override double Target(int row, int output) => targets[row];

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        double[] some = new double[rows.Length];
        for (int i = 0; i < some.Length; i++)
        {
            some[i] = targets[rows[i]];
        }

        double centre = QuantileLoss.Quantile(some, 0.5);
        for (int step = 0; step < 50; step++)
        {
            double weights = some.Sum(target => Weight(target - centre));
            double move = some.Sum(target => Weight(target - centre) * (target - centre)) / weights;
            centre += move;
            if (!(Math.Abs(move) > 1e-9 * delta))
            {
                break;
            }
        }

        return [centre];
    }

    public override void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians)
    {
        foreach (int row in rows)
        {
            double residual = targets[row] - scores[row];
            gradients[0][row] = (float)-Math.Clamp(residual, -delta, delta);
            hessians[0][row] = (float)Weight(residual);
        }
    }

    public override double Mean(double[] scores, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            double distance = Math.Abs(targets[row] - scores[row]);
            sum += distance <= delta ? distance * distance / 2 : delta * (distance - delta / 2);
        }

        return sum / rows.Length;
    }

    private double Weight(double residual) => Math.Abs(residual) <= delta ? 1 : delta / Math.Abs(residual);
}
