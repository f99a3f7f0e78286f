using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Probabilities from scores: softmax(β·scores), where the one number β ≥ 0 minimises the log loss of held-out scores
/// (temperature scaling, Guo et al. 2017). The same for all classes, so that renaming them only moves the columns. Scores of
/// indicator regression go through <see cref="Link"/> first; they have no scale of their own, so unlike a network's temperature β has
/// no prior around 1: doubt about the labels keeps it finite.
/// </summary>
internal static class Sharpness
{
    private const double Largest = 1e4;
    private const int Steps = 100;

    // Of several links tried on leave-one-out scores of bank-marketing, magic-telescope, letter, mnist, credit-default, rt-polarity,
    // trec, spambase and german-credit, this had a lower log loss than none on eight of nine, by up to 3 %.
    internal const double LinkWidth = 0.2;

    /// <summary>
    /// asinh(score / 0.2): a regression on 0/1 indicators estimates probabilities, so its logarithm is the right scale where it is
    /// large, while below about 0.2 (and below 0, where it may stray) it is taken as it is.
    /// </summary>
    public static double Link(double score) => Math.Asinh(score / LinkWidth);

    /// <summary>The minimising β. The loss is convex in it; Newton's steps, with bisection where they leave the bracket.</summary>
    /// <param name="scores">Rows × <paramref name="columns"/>, row-major, of rows that the model was not fitted on.</param>
    /// <param name="classes">Their classes.</param>
    public static double Fit(ReadOnlySpan<double> scores, int columns, ReadOnlySpan<int> classes)
    {
        // One row's worth of doubt spread over all rows: perfect scores of a few rows must not give certainty.
        double doubt = 1.0 / (classes.Length + 1);
        double low = 0, high = 1;
        while (high < Largest && Slope(scores, columns, classes, doubt, high).First < 0)
        {
            (low, high) = (high, high * 4);
        }

        double beta = (low + high) / 2;
        for (int step = 0; step < Steps && high - low > 1e-10 * high; step++)
        {
            (double first, double second) = Slope(scores, columns, classes, doubt, beta);
            if (first > 0)
            {
                high = beta;
            }
            else
            {
                low = beta;
            }

            double next = beta - first / second;
            beta = next > low && next < high ? next : (low + high) / 2;
        }

        return beta;
    }

    /// <summary>Mean log loss of the classes.</summary>
    public static double LogLoss(ReadOnlySpan<double> scores, int columns, ReadOnlySpan<int> classes, double beta)
    {
        double sum = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<double> row = scores.Slice(i * columns, columns);
            sum += Softmax.LogNormaliser(row, beta) - beta * row[classes[i]];
        }

        return sum / classes.Length;
    }

    /// <summary>First and second derivative of the mean log loss in β, with a share <paramref name="doubt"/> of each label spread evenly.</summary>
    private static (double First, double Second) Slope(
        ReadOnlySpan<double> scores, int columns, ReadOnlySpan<int> classes, double doubt, double beta)
    {
        double[] probabilities = new double[columns];
        double first = 0, second = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<double> row = scores.Slice(i * columns, columns);
            Softmax.Apply(row, beta, probabilities);
            double mean = 0, square = 0, plain = 0;
            for (int k = 0; k < columns; k++)
            {
                mean += probabilities[k] * row[k];
                square += probabilities[k] * row[k] * row[k];
                plain += row[k] / columns;
            }

            first += mean - (1 - doubt) * row[classes[i]] - doubt * plain;
            second += square - mean * mean;
        }

        return (first / classes.Length, second / classes.Length);
    }
}
