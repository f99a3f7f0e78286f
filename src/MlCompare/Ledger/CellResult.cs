using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace MlCompare.Ledger;

/// <summary>One line of <c>claims-results.jsonl</c>: a cell and what was measured.</summary>
/// <param name="Key">Of the measurement (<see cref="KeyOf"/>): it holds the cell, the plan and the code.</param>
/// <param name="Cell">What was measured.</param>
/// <param name="Values">Name → value, in ordinal order; null when it failed.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
/// <param name="Seconds">What it took here; varies from run to run.</param>
public sealed record CellResult(string Key, Cell Cell, SortedDictionary<string, double>? Values, string? Reason, double Seconds)
{
    /// <summary>Hash of the plan it was measured for.</summary>
    public required string Plan { get; init; }

    /// <summary>The code that measured it (<see cref="LedgerRevision"/>).</summary>
    public required string Revision { get; init; }

    /// <summary>Whether the key is that of the cell, the plan and the code that it names.</summary>
    [JsonIgnore]
    public bool IsWhatItSays => Key == KeyOf(Cell, Plan, Revision);

    /// <summary>First 16 hexadecimal digits of the SHA-256 over the key of the cell, the hash of the plan and the revision.</summary>
    public static string KeyOf(Cell cell, string plan, string revision) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cell.Key} {plan} {revision}")))[..16];

    public static CellResult Of(Cell cell, LedgerHeader of, SortedDictionary<string, double>? values, string? reason, double seconds) =>
        new(KeyOf(cell, of.Plan, of.Revision), cell, values, reason, seconds) { Plan = of.Plan, Revision = of.Revision };
}

/// <summary>First line of <c>claims-results.jsonl</c>.</summary>
/// <param name="Plan">Hash of the plan beside it.</param>
/// <param name="Revision">Of the code that measures: version, commit and hash of what was compiled (<see cref="LedgerRevision"/>).</param>
/// <param name="Environment">Machine and framework, when the run began, and the load on the machine then.</param>
public sealed record LedgerHeader(int Schema, string Plan, string Revision, Scale Scale, int Planned, SortedDictionary<string, string> Environment)
{
    /// <summary>Files of another shape are refused: 1 had keys of cells alone.</summary>
    public const int Latest = 2;

    /// <summary>Measurements that the same code made for another plan, before this one was written; the page says so.</summary>
    public int Earlier { get; init; }

    /// <summary>Time that the runs into this folder took together, those that were killed apart.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Processor time of the same.</summary>
    public double ProcessorSeconds { get; init; }
}
