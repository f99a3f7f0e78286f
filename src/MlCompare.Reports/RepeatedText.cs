using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>What of the winner's lead lies in test rows that training has too.</summary>
internal static class RepeatedText
{
    /// <summary>
    /// "28 % of the test rows have the inputs of a training row. There kernel ridge is ahead of gradient boosting by 27.7 %, on the others by 2.7 %."
    /// Null where the two are not shown to differ.
    /// </summary>
    public static string? Of(Findings findings, DatasetSummary dataset)
    {
        if (findings.SlicesOf(dataset).FirstOrDefault(gap => gap.Slice.By == SliceLoss.Training) is not { IsShown: true } gap)
        {
            return null;
        }

        // The smaller of the two parts is the one asked about.
        bool met = gap.Slice.Part == SliceLoss.Met;
        double share = met ? gap.Rows / dataset.TestRows : 1 - gap.Rows / dataset.TestRows;
        (double there, double others) = met ? (gap.Lead, gap.Elsewhere) : (gap.Elsewhere, gap.Lead);
        Primary primary = Primary.Of(dataset.Task);
        return $"Warning: {Show.Level(Math.Round(share, 2))} of the test rows have the inputs of a training row. There {findings.The(gap.A)} is {Side(there)} {findings.The(gap.B)} by {primary.Difference(Math.Abs(there))}, "
            + $"on the others {(there < 0 == others < 0 ? "" : Side(others) + " it ")}by {primary.Difference(Math.Abs(others))}. If they are copies, only the others are like new rows: compare again without the copies.";
    }

    private static string Side(double lead) => lead >= 0 ? "ahead of" : "behind";
}
