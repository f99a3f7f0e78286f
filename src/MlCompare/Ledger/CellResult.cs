namespace MlCompare.Ledger;

/// <summary>One line of <c>claims-results.jsonl</c>: a cell and what was measured.</summary>
/// <param name="Cell">The cell, for readers; its key is what counts.</param>
/// <param name="Values">Name → value, in ordinal order; null when it failed.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
/// <param name="Seconds">What it took here; varies from run to run.</param>
public sealed record CellResult(string Key, Cell Cell, SortedDictionary<string, double>? Values, string? Reason, double Seconds);

/// <summary>First line of <c>claims-results.jsonl</c>.</summary>
/// <param name="Plan">Hash of the plan beside it.</param>
/// <param name="Environment">Machine and framework, and the load on it when the run began.</param>
public sealed record LedgerHeader(int Schema, string Plan, string Revision, Scale Scale, int Planned, SortedDictionary<string, string> Environment)
{
    /// <summary>Measurements taken over from other ledgers: made before this plan was written, which the page says.</summary>
    public int Earlier { get; init; }
}
