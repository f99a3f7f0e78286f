using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>
/// What a model's confidence is worth: excess area under the risk–coverage curve (Geifman and El-Yaniv 2017: AURC less that of the best order,
/// r + (1 − r) ln(1 − r) for error rate r), silent failures (sure above 0.9 and wrong), and the mean squared distance of the probability
/// from the exact one.
/// </summary>
internal static class ConfidenceFigures
{
    private const double Sure = 0.9;

    public static void AddTo(SortedDictionary<string, double> values, Prediction prediction, Block block)
    {
        int count = prediction.Count;
        double[] confidence = [.. Enumerable.Range(0, count).Select(row => prediction.Row(row)[prediction.Class(row)])];
        bool[] wrong = [.. Enumerable.Range(0, count).Select(row => prediction.Class(row) != block.TestLabels.Classes[row])];
        double error = wrong.Count(miss => miss) / (double)count;
        values["excessAurc"] = Aurc(confidence, wrong) - (error < 1 ? error + (1 - error) * Math.Log(1 - error) : 1);
        values["silentFailures"] = Enumerable.Range(0, count).Count(row => wrong[row] && confidence[row] > Sure) / (double)count;
        if (block.TestTruth is { } truth)
        {
            values["probabilityError"] = Enumerable.Range(0, count).Average(row =>
            {
                double sum = 0;
                for (int k = 0; k < prediction.Columns; k++)
                {
                    sum += Math.Pow(prediction.Row(row)[k] - truth.Row(row)[k], 2);
                }

                return sum / 2;
            });
        }
    }

    /// <summary>Mean over k of the share of errors among the k most confident; rows of equal confidence each count their group's share.</summary>
    internal static double Aurc(double[] confidence, bool[] wrong)
    {
        int[] order = [.. Enumerable.Range(0, wrong.Length).OrderByDescending(row => confidence[row])];
        double sum = 0, errors = 0;
        int start = 0;
        while (start < order.Length)
        {
            int end = start;
            double inGroup = 0;
            while (end < order.Length && confidence[order[end]] == confidence[order[start]])
            {
                inGroup += wrong[order[end]] ? 1 : 0;
                end++;
            }

            for (int k = start; k < end; k++)
            {
                sum += (errors + inGroup * (k + 1 - start) / (end - start)) / (k + 1);
            }

            errors += inGroup;
            start = end;
        }

        return sum / order.Length;
    }
}
