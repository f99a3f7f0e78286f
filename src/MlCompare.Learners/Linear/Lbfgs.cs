using System.Numerics.Tensors;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Limited-memory BFGS (Nocedal and Wright 2006, algorithms 7.4 and 7.5) with a diagonal preconditioner and backtracking, for
/// smooth convex functions.
/// </summary>
internal sealed class Lbfgs(PenalisedLoss function)
{
    private const int Memory = 8;
    private const double SufficientDecrease = 1e-4;

    // A step this short that still gains nothing means that single precision is exhausted.
    private const double ShortestStep = 1e-5;

    // One small gain may be chance; this many in a row are the end.
    private const int SmallGains = 3;

    private readonly float[] diagonal = function.Diagonal();
    private readonly float[] direction = new float[function.Size];
    private readonly List<(float[] Move, float[] Change, double Product)> history = [];

    /// <summary>
    /// Moves <paramref name="point"/> to the minimum: until an iteration gains less than <paramref name="tolerance"/> of the value
    /// three times running. Returns the value.
    /// </summary>
    public double Minimise(float[] point, double tolerance, int maxIterations)
    {
        float[] gradient = new float[point.Length], trial = new float[point.Length], trialGradient = new float[point.Length];
        double value = function.Evaluate(point, gradient);
        for (int iteration = 0, small = 0; iteration < maxIterations && small < SmallGains; iteration++)
        {
            SetDirection(gradient);
            double slope = TensorPrimitives.Dot<float>(gradient, direction);
            double next = slope < 0 ? Search(point, value, slope, trial, trialGradient) : value;
            if (!(next < value))
            {
                break;
            }

            Remember(point, trial, gradient, trialGradient);
            small = value - next <= tolerance * value ? small + 1 : 0;
            value = next;
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
        }

        return value;
    }

    /// <summary>Backtracks from step 1 to sufficient decrease; leaves the point reached and its gradient in the trial arrays.</summary>
    private double Search(float[] point, double value, double slope, float[] trial, float[] trialGradient)
    {
        for (double step = 1; ;)
        {
            TensorPrimitives.MultiplyAdd(direction, (float)step, point, trial);
            double next = function.Evaluate(trial, trialGradient);
            if (next <= value + SufficientDecrease * step * slope || step < ShortestStep)
            {
                return next;
            }

            // Minimum of the parabola through value, slope and next, kept between a tenth and a half; NaN gives a tenth.
            double shrink = -slope * step / (2 * (next - value - slope * step));
            step *= shrink > 0.1 ? Math.Min(shrink, 0.5) : 0.1;
        }
    }

    private void SetDirection(float[] gradient)
    {
        TensorPrimitives.Negate(gradient, direction);
        double[] alpha = new double[history.Count];
        for (int i = history.Count - 1; i >= 0; i--)
        {
            (float[] move, float[] change, double product) = history[i];
            alpha[i] = TensorPrimitives.Dot<float>(move, direction) / product;
            TensorPrimitives.MultiplyAdd(change, (float)-alpha[i], direction, direction);
        }

        TensorPrimitives.Divide(direction, diagonal, direction);
        if (history.Count > 0)
        {
            TensorPrimitives.Multiply(direction, (float)Scaling(), direction);
        }

        for (int i = 0; i < history.Count; i++)
        {
            (float[] move, float[] change, double product) = history[i];
            double beta = TensorPrimitives.Dot<float>(change, direction) / product;
            TensorPrimitives.MultiplyAdd(move, (float)(alpha[i] - beta), direction, direction);
        }
    }

    /// <summary>How much the preconditioner understates the inverse curvature along the last move.</summary>
    private double Scaling()
    {
        (_, float[] change, double product) = history[^1];
        double sum = 0;
        for (int i = 0; i < change.Length; i++)
        {
            sum += (double)change[i] * change[i] / diagonal[i];
        }

        return product / sum;
    }

    private void Remember(float[] point, float[] trial, float[] gradient, float[] trialGradient)
    {
        float[] move = new float[point.Length], change = new float[point.Length];
        TensorPrimitives.Subtract(trial, point, move);
        TensorPrimitives.Subtract(trialGradient, gradient, change);
        double product = TensorPrimitives.Dot<float>(move, change);
        if (product > 1e-30)
        {
            history.Add((move, change, product));
            if (history.Count > Memory)
            {
                history.RemoveAt(0);
            }
        }
    }
}
