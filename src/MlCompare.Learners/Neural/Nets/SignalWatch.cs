using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>
/// Follows U, an unbiased estimate of the squared norm of the gradient behind a batch's (<see cref="Networks.StopRule.Signal"/>), from the gradients h of the batch's parts:
/// <c>(|Σh|² − Σ|h|²) / (1 − Σ share²)</c>, each h counted by its share of the rows. Parts of one row give the U-statistic over rows; eight parts use seven
/// eighths of its pairs. Over batches drawn without replacement its mean is that of all training rows.
/// </summary>
internal sealed class SignalWatch
{
    /// <summary>Parts of a batch that can tell; the fewest rows of a part are two.</summary>
    public const int Parts = 8;

    // Our own choice, after the source's hundred steps.
    private const int Window = 100;
    private readonly Queue<double> last = new(Window);
    private double squares, shares;

    /// <summary>Whether the mean over the last hundred steps is below 0.</summary>
    public bool IsSpent => last.Count == Window && last.Average() < 0;

    /// <summary>U of the last step.</summary>
    public double Last { get; private set; }

    /// <summary>One part, before parts are summed up.</summary>
    /// <param name="share">Of the rows of the batch.</param>
    public void Part(Parameter[] parameters, double share)
    {
        squares += Squares(parameters);
        shares += share * share;
    }

    /// <summary>The sum of all parts.</summary>
    public void Whole(Parameter[] parameters)
    {
        // One part alone has nothing to agree with.
        if (1 - shares > 0)
        {
            Last = (Squares(parameters) - squares) / (1 - shares);
            if (last.Count == Window)
            {
                last.Dequeue();
            }

            last.Enqueue(Last);
        }

        (squares, shares) = (0, 0);
    }

    private static double Squares(Parameter[] parameters)
    {
        double sum = 0;
        foreach (Parameter parameter in parameters.Where(parameter => parameter.IsTrained))
        {
            if (parameter.Touched is not { } touched)
            {
                sum += TensorPrimitives.SumOfSquares<float>(parameter.Gradient);
                continue;
            }

            foreach (int row in touched.Rows)
            {
                sum += TensorPrimitives.SumOfSquares<float>(parameter.Gradient.AsSpan(row * touched.Width, touched.Width));
            }
        }

        return sum;
    }
}
