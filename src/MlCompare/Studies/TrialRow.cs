using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Theory;
using MlCompare.Measures;

namespace MlCompare.Studies;

/// <summary>How a trial ended.</summary>
public enum Outcome
{
    Completed,
    /// <summary>The learner said beforehand that it cannot take these rows, and why.</summary>
    Declined,
    /// <summary>An error, a time limit, or predictions that break the contract.</summary>
    Failed,
}

/// <summary>One line of <c>results.jsonl</c>: one learner on one block. Design: section "Command line and files".</summary>
public sealed record TrialRow
{
    /// <summary>Identity of the trial: hash of data set, conditions, replicate, learner, options, study seed and tuning budget.</summary>
    public required string Key { get; init; }

    public required string Dataset { get; init; }

    public required Modality Modality { get; init; }

    public required TaskKind Task { get; init; }

    /// <summary>The learner's id, or its alias in the study when one learner takes part with several options.</summary>
    public required string Learner { get; init; }

    public required Family Family { get; init; }

    public required string Engine { get; init; }

    public required int TrainRows { get; init; }

    public required int TestRows { get; init; }

    /// <summary>Raw inputs a row.</summary>
    public required int Features { get; init; }

    /// <summary>Number of classes; 0 for regression.</summary>
    public required int Classes { get; init; }

    /// <summary>Intervention id → level, in ordinal order of the ids; "training-size" is always there, with the number of rows.</summary>
    public required SortedDictionary<string, double> Conditions { get; init; }

    public required int Replicate { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Why it was declined or failed; null when completed.</summary>
    public string? Reason { get; init; }

    /// <summary>Measure id → value, in ordinal order; empty unless completed.</summary>
    public SortedDictionary<string, double> Metrics { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// For classes on test rows that are the same in every replicate: which of them were predicted wrongly, one bit a row (lowest bit
    /// first), in base64. With it two learners are compared row by row. Null else.
    /// </summary>
    public string? TestErrors { get; init; }

    /// <summary>How far the probabilities can be trusted; null for numbers.</summary>
    public ConfidenceProfile? Confidence { get; init; }

    /// <summary>
    /// Which columns the model leans on; measured for tables at the largest size without noise, null else and for baselines.
    /// </summary>
    public ModelImportance? Importance { get; init; }

    /// <summary>
    /// The loss on parts of the test rows, the same parts for all learners; measured at the largest size without noise, null else and for baselines.
    /// </summary>
    public ImmutableArray<SliceLoss>? Slices { get; init; }

    /// <summary>
    /// Where the noise of the labels goes: measured at one noise level in studies that ask why, null else, for baselines and tuned learners.
    /// </summary>
    public TwinFit? NoiseTwin { get; init; }

    /// <summary>
    /// The primary measure that the model expects on more rows, made of its own training rows only; null for learners that make none. Rows
    /// are written in the order of their sizes, so that a forecast stands before what it is about.
    /// </summary>
    public IReadOnlyList<ForecastPoint>? Forecast { get; init; }

    /// <summary>
    /// What fitting this model alone costs, in seconds (tuning included). Where work was shared and the learner cannot tell, it is
    /// measured by one fit for each data set, learner and size.
    /// </summary>
    public double FitSeconds { get; init; }

    /// <summary>What the grid really took for it when work was shared; equals <see cref="FitSeconds"/> when none was.</summary>
    public double SharedSeconds { get; init; }

    public double PredictSecondsPerRow { get; init; }

    /// <summary>
    /// Growth of the managed heap during the fit at its highest sampled point; see the cost section. Where work was shared, what
    /// several trials share is counted in the first of them.
    /// </summary>
    public long PeakBytes { get; init; }

    /// <summary>Where an engine that has a choice trained the model; null else.</summary>
    public string? Device { get; init; }

    /// <summary>Memory in use on that device; see <see cref="DeviceUse"/>.</summary>
    public long? DevicePeakBytes { get; init; }

    /// <summary>Time on that device.</summary>
    public double? DeviceSeconds { get; init; }

    /// <summary>Length of the saved model.</summary>
    public long ModelBytes { get; init; }

    /// <summary>The learner's options as used (after tuning, when there was any).</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Version and commit of MlCompare that made the row.</summary>
    public required string Revision { get; init; }
}
