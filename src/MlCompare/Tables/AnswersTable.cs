using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>Every learner's place on every data set at the largest size without noise, with the winner's lead over it.</summary>
public sealed class AnswersTable : IResultTable
{
    public string Id => "answers";

    public IReadOnlyList<string> Columns(StudyResults results) =>
    [
        "dataset", "trainRows", "measure", "margin", "place", "learner", "family", "mean", "low", "high", "replicates", "winnersLead",
        "winnersLeadLow", "winnersLeadHigh", "decision",
    ];

    public IEnumerable<object?[]> Rows(Analyses analyses)
    {
        foreach (Answer answer in analyses.Answers)
        {
            foreach ((int place, Standing standing) in answer.Standings.Index())
            {
                yield return
                [
                    answer.Dataset, answer.Size, answer.Measure, answer.Margin, place + 1, standing.Learner, TrialsTable.Name(standing.Family),
                    standing.Mean, standing.Low, standing.High, standing.Count, standing.Lead?.Estimate, standing.Lead?.Low, standing.Lead?.High,
                    standing.Lead is null ? "winner" : TrialsTable.Name(standing.Lead.Decision),
                ];
            }
        }
    }
}
