using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MlCompare.Studies;

/// <summary>Which cells of the size × noise grid are run.</summary>
public enum Grid
{
    /// <summary>All sizes without noise, and all noise levels at one size: two curves.</summary>
    Star,
    /// <summary>Every size with every noise level.</summary>
    Full,
}

/// <summary>One learner in a study.</summary>
/// <param name="Id">The learner's id.</param>
/// <param name="Options">Options that differ from the defaults.</param>
/// <param name="Alias">The name in results when one learner takes part several times; null means the id.</param>
public sealed record LearnerPlan(string Id, JsonObject? Options = null, string? Alias = null)
{
    [JsonIgnore]
    public string Name => Alias ?? Id;
}

/// <summary>A question with a margin, written before any result: is <paramref name="A"/> better than <paramref name="B"/> by more than the margin?</summary>
/// <param name="A">Learner name.</param>
/// <param name="B">Learner name.</param>
/// <param name="Measure">Measure id; for classification "error", for regression "rmse".</param>
/// <param name="Margin">
/// Differences inside ± this count as none: absolute for "error" (0.01 is one point), relative for "rmse" (0.025 is 2.5 %, about
/// 5 % of the squared error).
/// </param>
/// <param name="At">"largest" (most rows, no noise), "smallest" (fewest rows, no noise) or "noisiest" (highest noise level).</param>
public sealed record ContrastPlan(string A, string B, string Measure, double Margin, string At);

/// <summary>One intervention on structure in a study.</summary>
/// <param name="Id">The intervention's id.</param>
/// <param name="Levels">Levels above 0, ascending; level 0 is the trial without it, which the study has already.</param>
public sealed record StructurePlan(string Id, ImmutableArray<double> Levels);

/// <summary>
/// The plan, written before any result and kept beside the results as <c>study.json</c>. Unknown keys and ids are errors before
/// anything runs.
/// </summary>
public sealed record Study
{
    public required string Name { get; init; }

    /// <summary>Data set ids or paths.</summary>
    public required ImmutableArray<string> Datasets { get; init; }

    public required ImmutableArray<LearnerPlan> Learners { get; init; }

    /// <summary>Training rows, ascending; 0 stands for all there are. Sizes above what a data set has are left out for it.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [250, 1000, 4000, 0];

    /// <summary>Levels of label noise, ascending, 0 first.</summary>
    public ImmutableArray<double> Noise { get; init; } = [0, 0.1, 0.2, 0.4];

    /// <summary>Intervention id for the noise of classification tasks.</summary>
    public string NoiseKind { get; init; } = "label-noise-symmetric";

    /// <summary>Intervention id for the noise of regression tasks.</summary>
    public string RegressionNoiseKind { get; init; } = "target-noise-gaussian";

    public Grid Grid { get; init; } = Grid.Star;

    /// <summary>Training rows of the noise curve in a star; the largest size of the data set that is not above this.</summary>
    public int NoiseRows { get; init; } = 4000;

    /// <summary>Interventions on the structure of the data, at one size and without noise, each on those data sets that it is for.</summary>
    public ImmutableArray<StructurePlan> Structure { get; init; } = [];

    /// <summary>Training rows of the interventions on structure; the largest size of the data set that is not above this.</summary>
    public int StructureRows { get; init; } = 4000;

    public int Replicates { get; init; } = 5;

    /// <summary>At most this many test rows (drawn once a replicate).</summary>
    public int TestRows { get; init; } = 20000;

    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Above 0, each learner with a search space takes part a second time, as "ID-tuned": so many configurations are tried in each trial
    /// besides the options given, and the best on held-out rows with the labels as given is fitted.
    /// </summary>
    public int Tune { get; init; }

    /// <summary>
    /// False: learners that stop early on an inner split of the labels as given train their full budget on all rows instead. How far a
    /// family interpolates noisy labels is a question of its own.
    /// </summary>
    public bool EarlyStopping { get; init; } = true;

    /// <summary>A fit that takes longer fails; null means no limit.</summary>
    public double? TimeLimitSeconds { get; init; }

    public ImmutableArray<ContrastPlan> Contrasts { get; init; } = [];

    /// <summary>
    /// Assemblies (paths) whose learners take part besides; null for none. Code is loaded from them, so a plan that names any runs only
    /// where its user consents.
    /// </summary>
    public ImmutableArray<string>? Plugins { get; init; }

    /// <summary>Label column for csv data sets; null means the manifest's, or the last column.</summary>
    public string? Label { get; init; }

    /// <summary>"auto", "binary", "multiclass" or "regression", for csv data sets.</summary>
    public string Task { get; init; } = "auto";

    /// <summary>Path of a schema override for csv data sets.</summary>
    public string? Schema { get; init; }
}
