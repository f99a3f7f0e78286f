using System.Collections.Immutable;
using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>
/// What a classifier's probabilities are worth on test rows, small enough to stand in every row of the results. Confidence is the probability
/// of the chosen class.
/// </summary>
/// <param name="Rows">Test rows by tenth of confidence: 0–10 %, 10–20 %, …, 90–100 %.</param>
/// <param name="Said">Mean confidence of each tenth; 0 where it has no row.</param>
/// <param name="Right">Rows of each tenth whose chosen class is right.</param>
/// <param name="Risk">Error among the most confident 10 %, 20 %, …, 100 % of the rows; equal confidences are taken in all orders.</param>
/// <param name="Silent">Share of all rows that are wrong with a confidence of at least <see cref="Sure"/>: failures that nobody is warned of.</param>
/// <param name="Coverage">
/// Share of every second row whose true class is in the set that split conformal prediction at 90 % gives it, calibrated on the other rows
/// (score 1 − p of the true class); null for fewer than <see cref="LeastCalibration"/> rows to calibrate on.
/// </param>
/// <param name="SetSize">Mean classes in those sets.</param>
public sealed record ConfidenceProfile(
    ImmutableArray<int> Rows, ImmutableArray<double> Said, ImmutableArray<int> Right, ImmutableArray<double> Risk, double Silent,
    double? Coverage, double? SetSize)
{
    public const int Bins = 10;

    /// <summary>From here on a prediction is acted on without a second look.</summary>
    public const double Sure = 0.9;

    public const double Target = 0.9;

    public const int LeastCalibration = 30;

    /// <summary>Null for a regression, and without a test row.</summary>
    public static ConfidenceProfile? Of(Prediction prediction, int[] classes)
    {
        int n = classes.Length;
        if (prediction.Columns < 2 || n == 0)
        {
            return null;
        }

        double[] confidence = new double[n];
        bool[] right = new bool[n];
        int[] rows = new int[Bins], hits = new int[Bins];
        double[] said = new double[Bins];
        int silent = 0;
        for (int row = 0; row < n; row++)
        {
            int chosen = prediction.Class(row);
            confidence[row] = prediction.Row(row)[chosen];
            right[row] = chosen == classes[row];
            int bin = Math.Clamp((int)(confidence[row] * Bins), 0, Bins - 1);
            rows[bin]++;
            said[bin] += confidence[row];
            hits[bin] += right[row] ? 1 : 0;
            silent += !right[row] && confidence[row] >= Sure ? 1 : 0;
        }

        (double Coverage, double Size)? conformal = Conformal(prediction, classes);
        return new ConfidenceProfile(
            [.. rows], [.. said.Select((sum, bin) => rows[bin] == 0 ? 0 : Rounded(sum / rows[bin]))], [.. hits], RiskOf(confidence, right),
            Rounded((double)silent / n), conformal is null ? null : Rounded(conformal.Value.Coverage), conformal is null ? null : Rounded(conformal.Value.Size));
    }

    private static ImmutableArray<double> RiskOf(double[] confidence, bool[] right)
    {
        int n = confidence.Length;
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(row => confidence[row])];
        double[] wrong = new double[n + 1];
        for (int start = 0; start < n;)
        {
            int end = start + 1;
            while (end < n && confidence[order[end]] == confidence[order[start]])
            {
                end++;
            }

            // Errors of a tie are spread evenly over its places.
            double share = order[start..end].Count(row => !right[row]) / (double)(end - start);
            for (; start < end; start++)
            {
                wrong[start + 1] = wrong[start] + share;
            }
        }

        return
        [
            .. Enumerable.Range(1, Bins).Select(tenth => Math.Max(1, (int)Math.Round(n * tenth / (double)Bins))).Select(k => Rounded(wrong[k] / k)),
        ];
    }

    private static (double Coverage, double Size)? Conformal(Prediction prediction, int[] classes)
    {
        double[] scores = [.. Enumerable.Range(0, classes.Length).Where(row => row % 2 == 0).Select(row => 1 - prediction.Row(row)[classes[row]]).Order()];
        if (scores.Length < LeastCalibration)
        {
            return null;
        }

        int rank = (int)Math.Ceiling((scores.Length + 1) * Target);
        double limit = rank > scores.Length ? double.PositiveInfinity : scores[rank - 1];
        int covered = 0, size = 0, count = 0;
        for (int row = 1; row < classes.Length; row += 2)
        {
            count++;
            for (int k = 0; k < prediction.Columns; k++)
            {
                bool member = 1 - prediction.Row(row)[k] <= limit;
                size += member ? 1 : 0;
                covered += member && k == classes[row] ? 1 : 0;
            }
        }

        return ((double)covered / count, (double)size / count);
    }

    // Four digits say more than any test part can tell.
    private static double Rounded(double value) => Math.Round(value, 4);
}
