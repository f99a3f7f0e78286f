using System.Collections.Immutable;
using Microsoft.ML;

namespace MlCompare.MLNet.Comparing;

/// <summary>How <see cref="MlCompareComparison.Compare"/> compares.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Ids of learners; empty for those that stand for their families, and LightGBM and FastTree.</summary>
    public ImmutableArray<string> Learners { get; init; } = [];

    /// <summary>Pipelines of your own by name: each is fitted to the rows of a trial, in the columns of your view.</summary>
    public ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>> Pipelines { get; init; } = ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>>.Empty;

    /// <summary>Names of the features; empty for the column <c>Features</c> or, where there is none, all columns but the label.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>Classes or numbers, where the label's type does not say what is meant; null for what it says.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Training rows, ascending; 0 stands for all there are.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [250, 1000, 4000, 0];

    /// <summary>Levels of label noise, ascending, 0 first.</summary>
    public ImmutableArray<double> Noise { get; init; } = [0];

    public int Replicates { get; init; } = 5;

    /// <summary>Configurations tried a trial besides the default; 0 means defaults only.</summary>
    public int Tune { get; init; }

    /// <summary>A fit that takes longer fails; null means no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Another seed, other splits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Trials at a time; 0 for one a core.</summary>
    public int Workers { get; init; }

    /// <summary>Where plan and results are kept, and an interrupted comparison goes on; null for a new temporary folder.</summary>
    public string? Folder { get; init; }
}
