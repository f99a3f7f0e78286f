using System.Collections.Immutable;

namespace MlCompare.Ledger;

/// <summary>A ledger with what came of it: all that its page may see.</summary>
/// <param name="Measured">Cells that have a result.</param>
/// <param name="Failed">Cells that failed, with the reason, in the order of the plan.</param>
public sealed record LedgerReport(LedgerPlan Plan, LedgerHeader Header, ImmutableArray<ClaimFinding> Findings, int Measured, ImmutableArray<CellResult> Failed)
{
    /// <summary>Judges what stands in the folder: the page is made of what was written, nothing else.</summary>
    /// <exception cref="InputException">There are no results, or a line was changed.</exception>
    public static LedgerReport Read(IReadOnlyList<IClaim> claims, LedgerPlan plan, string folder)
    {
        string path = Path.Combine(folder, LedgerStore.ResultsName);
        (LedgerHeader? header, List<CellResult> rows) = LedgerStore.Read(path);
        if (header is null)
        {
            throw new InputException("there are no results", path, "run 'mlcompare claims' first");
        }

        // A cell that failed and was tried again stands there twice; what was measured counts.
        Dictionary<string, CellResult> results = [];
        foreach (CellResult row in rows.Where(row => row.Values is not null || !results.ContainsKey(row.Cell.Key)))
        {
            results[row.Cell.Key] = row;
        }

        return new LedgerReport(
            plan,
            header,
            LedgerJudge.Judge(claims, plan, results),
            plan.Cells.Count(cell => results.ContainsKey(cell.Key)),
            [.. plan.Cells.Select(cell => results.GetValueOrDefault(cell.Key)).OfType<CellResult>().Where(result => result.Values is null)])
        {
            Revisions = [.. plan.Cells.Select(cell => results.GetValueOrDefault(cell.Key)).OfType<CellResult>().CountBy(result => result.Revision)],
        };
    }

    /// <summary>Number of claims with a verdict.</summary>
    public int Count(ClaimVerdict verdict) => Findings.Count(finding => finding.Verdict == verdict);

    /// <summary>Which code made how many of the measurements; more than one only where a file was put together by hand.</summary>
    public ImmutableArray<KeyValuePair<string, int>> Revisions { get; init; } = [];
}
