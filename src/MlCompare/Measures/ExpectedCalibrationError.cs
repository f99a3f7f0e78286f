using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>
/// How far the confidence in the chosen class is from the share of right choices at that confidence: debiased ℓ2 calibration error
/// over 15 equal-mass bins (Kumar, Liang and Ma 2019); about 0 for a calibrated model at any test size, where the plug-in form is not.
/// </summary>
public sealed class ExpectedCalibrationError : ClassificationMeasure
{
    /// <summary>As in Kumar et al. 2019 and Guo et al. 2017.</summary>
    private const int Bins = 15;

    public override string Id => "ece";

    public override string Title => "Calibration error";

    public override Direction Direction => Direction.LowerIsBetter;

    protected override double? Of(Prediction prediction, int[] classes)
    {
        int n = classes.Length;
        if (n < 2 * Bins)
        {
            // The correction of a bin needs two rows.
            return null;
        }

        double[] confidence = new double[n];
        byte[] right = new byte[n];
        for (int row = 0; row < n; row++)
        {
            int chosen = prediction.Class(row);
            confidence[row] = prediction.Row(row)[chosen];
            right[row] = chosen == classes[row] ? (byte)1 : (byte)0;
        }

        Array.Sort(confidence, right);
        double sum = 0;
        int start = 0;
        for (int bin = 1; bin <= Bins; bin++)
        {
            int end = Math.Max(start, (int)((long)bin * n / Bins));
            // Rows of equal confidence stay in one bin: their order means nothing.
            while (end > 0 && end < n && confidence[end] == confidence[end - 1])
            {
                end++;
            }

            sum += SquaredError(confidence.AsSpan(start, end - start), right.AsSpan(start, end - start)) * (end - start) / n;
            start = end;
        }

        return Math.Sqrt(Math.Max(0, sum));
    }

    /// <summary>(mean confidence − share right)², less what that gap is expected to be by chance alone; 0 below two rows.</summary>
    private static double SquaredError(ReadOnlySpan<double> confidence, ReadOnlySpan<byte> right)
    {
        int n = confidence.Length;
        if (n < 2)
        {
            return 0;
        }

        double sum = 0;
        int hits = 0;
        for (int i = 0; i < n; i++)
        {
            sum += confidence[i];
            hits += right[i];
        }

        double share = (double)hits / n;
        double gap = (sum / n) - share;
        return (gap * gap) - (share * (1 - share) / (n - 1));
    }
}
