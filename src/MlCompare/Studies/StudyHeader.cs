using System.Collections.Immutable;
using MlCompare.Exports;
using MlCompare.Profiles;

namespace MlCompare.Studies;

/// <summary>What the report needs to know of one data set.</summary>
/// <param name="Rows">All rows as loaded.</param>
/// <param name="PoolRows">Rows available for training after the test rows were set aside.</param>
/// <param name="TestRows">Test rows of each block.</param>
/// <param name="Features">Raw inputs a row.</param>
/// <param name="Classes">Class names in code order; empty for regression.</param>
/// <param name="Split">How the test rows were chosen, as a phrase.</param>
/// <param name="BayesRisk">Error (classification) or root mean squared error (regression) that nothing can beat, when known.</param>
/// <param name="FreshDraws">Replicates are independent draws rather than re-splits of one finite set.</param>
/// <param name="Remarks">What the loader inferred, dropped or repaired.</param>
public sealed record DatasetSummary(
    string Id,
    string Title,
    Modality Modality,
    TaskKind Task,
    int Rows,
    int PoolRows,
    int TestRows,
    int Features,
    ImmutableArray<string> Classes,
    string Split,
    double? BayesRisk,
    bool FreshDraws,
    string ContentHash,
    string Source,
    string Licence,
    string Notes,
    ImmutableArray<string> Remarks)
{
    /// <summary>
    /// Every replicate is tested on the same official test part: replicates then say little of how much the result depends on these
    /// rows, and the statistics add that share of the uncertainty.
    /// </summary>
    public bool FixedTest { get; init; }

    /// <summary>What can be said of the data before any model is fitted; for studies that change their structure, null else.</summary>
    public DataProfile? Profile { get; init; }
}

/// <summary>First line of <c>results.jsonl</c>: what the rows below were made from and with.</summary>
/// <param name="Schema">Version of the file format.</param>
/// <param name="Study">Name of the study.</param>
/// <param name="StudyHash">SHA-256 of the canonical study.json: rows of another plan are never mixed in.</param>
/// <param name="Revision">Version and commit.</param>
/// <param name="Planned">Number of trials planned.</param>
/// <param name="Environment">Framework, operating system, processor, vector width, in ordinal order of the names.</param>
/// <param name="Datasets">In the order of the study.</param>
/// <param name="Learners">In the order of the study.</param>
/// <param name="Command">The command that makes the same results again.</param>
/// <param name="Absent">Engines that are not on this machine, with the reason.</param>
public sealed record StudyHeader(
    int Schema,
    string Study,
    string StudyHash,
    string Revision,
    int Planned,
    SortedDictionary<string, string> Environment,
    ImmutableArray<DatasetSummary> Datasets,
    ImmutableArray<LearnerSummary> Learners,
    string Command,
    ImmutableArray<string> Absent)
{
    /// <summary>Which part of the study this is; null for the whole.</summary>
    public ShardSummary? Shard { get; init; }
}

/// <summary>What the report needs to know of one learner.</summary>
/// <param name="Excuses">Promises of the learner contract that it does not keep, each "promise: reason".</param>
public sealed record LearnerSummary(
    string Name, string Id, string Title, Family Family, string Engine, ImmutableArray<string> Excuses)
{
    /// <summary>Configurations tried a trial besides the options given; null for a learner that is not tuned.</summary>
    public int? Draws { get; init; }
}

/// <summary>A study with what came of it: all that a report may see.</summary>
public sealed record StudyResults(Study Study, StudyHeader Header, ImmutableArray<TrialRow> Rows)
{
    /// <summary>Models that left the study as files.</summary>
    public IReadOnlyList<ExportRecord> Exports { get; init; } = [];

    /// <summary>Level of the study's noise in a trial.</summary>
    public double Noise(TrialRow row) =>
        row.Conditions.GetValueOrDefault(row.Task == TaskKind.Regression ? Study.RegressionNoiseKind : Study.NoiseKind);

    /// <summary>The trial ran on data whose structure was changed; it has no place in curves, verdicts and answers.</summary>
    public bool ChangesStructure(TrialRow row) => Study.Structure.Any(plan => row.Conditions.GetValueOrDefault(plan.Id) != 0);
}
