using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Whether confidence can be trusted, by learner and noise: reliability by tenth, risk over coverage, silent failures, conformal sets.</summary>
public sealed class ConfidenceTable : IResultTable
{
    public string Id => "confidence";

    public IReadOnlyList<string> Columns(StudyResults results) => ["dataset", "learner", "trainRows", "noise", "figure", "tenth", "said", "rows", "mean", "low", "high"];

    public IEnumerable<object?[]> Rows(Analyses analyses)
    {
        foreach (ConfidenceCell cell in analyses.Confidences)
        {
            object?[] Line(string figure, MeanInterval? value, int? tenth = null, double? said = null, double? rows = null, double shift = 0) =>
            [
                cell.Dataset, cell.Learner, cell.Rows, cell.Noise, figure, tenth, said, rows,
                shift + value?.Mean, value?.Count > 1 ? shift + value.Low : null, value?.Count > 1 ? shift + value.High : null,
            ];
            for (int bin = 0; bin < ConfidenceProfile.Bins; bin++)
            {
                if (cell.Gaps[bin] is { } gap)
                {
                    yield return Line("right", gap, bin + 1, cell.Said[bin], cell.Counts[bin], cell.Said[bin]);
                }
            }

            for (int tenth = 0; tenth < ConfidenceProfile.Bins; tenth++)
            {
                yield return Line("risk", cell.Risks[tenth], tenth + 1);
            }

            yield return Line("calibrationError", cell.Calibration);
            yield return Line("silentFailures", cell.Silent);
            yield return Line("conformalCoverage", cell.Coverage);
            yield return Line("conformalSetSize", cell.SetSize);
        }
    }
}
