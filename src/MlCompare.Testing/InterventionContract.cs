using MlCompare.Data;
using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Testing;

/// <summary>What every intervention promises.</summary>
public static class InterventionContract
{
    public const string Identity = "level 0 is the identity";
    public const string TestLabels = "test labels are never touched";
    public const string Deterministic = "same seed, same block";
    public const string NestedLevels = "what a lower level changes, a higher one changes too";
    public const string NestedSizes = "the first rows are changed as they alone would be";
    public const string StageKept = "changes only what its stage may change";
    public const string Acts = "the highest level changes something";

    public static IReadOnlyList<Check<IIntervention>> Checks { get; } =
    [
        new(Identity, intervention => OnBlocks(intervention, block =>
            ReferenceEquals(intervention.Apply(block, 0, new Rng(1)), block) ? null : "another block came back")),
        new(TestLabels, intervention => OnLevels(intervention, (before, after, _) =>
            ReferenceEquals(before.TestLabels, after.TestLabels) ? null : "other test labels came back")),
        new(Deterministic, intervention => OnLevels(intervention, (before, after, level) =>
            Difference(after, intervention.Apply(before, level, new Rng(1))))),
        new(NestedLevels, intervention => intervention.Stage == Stage.Noise ? OnBlocks(intervention, block => NestedIn(intervention, block)) : null),
        new(NestedSizes, intervention => intervention.Stage == Stage.Scale || intervention.UsesLabels
            ? null
            : OnLevels(intervention, (before, _, level) => Prefix(intervention, before, level))),
        new(StageKept, intervention => OnLevels(intervention, (before, after, _) => Stray(intervention.Stage, before, after))),
        new(Acts, intervention => OnBlocks(intervention, block =>
            Difference(block, intervention.Apply(block, Highest(intervention, block), new Rng(1))) is null ? "nothing changed" : null)),
    ];

    private static string? OnLevels(IIntervention intervention, Func<Block, Block, double, string?> check) => OnBlocks(
        intervention,
        block => Levels(intervention, block)
            .Select(level => check(block, intervention.Apply(block, level, new Rng(1)), level) is string fault ? FormattableString.Invariant($"level {level}: {fault}") : null)
            .FirstOrDefault(fault => fault is not null));

    private static string? OnBlocks(IIntervention intervention, Func<Block, string?> check)
    {
        int tried = 0;
        foreach (Problem problem in Problems.All().Where(p => intervention.Supports(p.Test.Modality, p.TestLabels.Task)))
        {
            tried++;
            Block block = new(problem.Train, problem.Train.Labels, problem.Test, problem.TestLabels, null, null);
            if (check(block) is string fault)
            {
                return $"{problem.Name}: {fault}";
            }
        }

        return tried == 0 ? "it supports no modality and task at all" : null;
    }

    private static IEnumerable<double> Levels(IIntervention intervention, Block block) =>
        intervention.Levels.Where(level => level > 0 && level <= intervention.MaxLevel(block.TestLabels.ClassCount)).DefaultIfEmpty(Highest(intervention, block));

    /// <summary>For sizes: half the rows.</summary>
    private static double Highest(IIntervention intervention, Block block) => intervention.Stage == Stage.Scale
        ? block.Train.Count / 2
        : intervention.Levels.Where(level => level <= intervention.MaxLevel(block.TestLabels.ClassCount)).Max();

    private static string? NestedIn(IIntervention intervention, Block block)
    {
        bool[] changed = new bool[block.Train.Count];
        foreach (double level in Levels(intervention, block))
        {
            bool[] now = Changed(block, intervention.Apply(block, level, new Rng(1)));
            int lost = Array.FindIndex(changed, 0, changed.Length, was => was) is >= 0
                ? Enumerable.Range(0, changed.Length).FirstOrDefault(row => changed[row] && !now[row], -1)
                : -1;
            if (lost >= 0)
            {
                return FormattableString.Invariant($"row {lost} was changed below level {level} and no longer at it");
            }

            changed = now;
        }

        return null;
    }

    private static string? Prefix(IIntervention intervention, Block block, double level)
    {
        Block whole = intervention.Apply(block, level, new Rng(1)).Head(block.Train.Count / 2);
        Block alone = intervention.Apply(block.Head(block.Train.Count / 2), level, new Rng(1));
        if (block.TestLabels.Task != TaskKind.Regression || intervention.Stage == Stage.Structure)
        {
            return Difference(whole, alone);
        }

        // A target's noise is scaled by the spread of the rows given: which rows are changed must agree, by how much nearly.
        bool[] first = Changed(block.Head(block.Train.Count / 2), whole), second = Changed(block.Head(block.Train.Count / 2), alone);
        int row = Enumerable.Range(0, first.Length).FirstOrDefault(i => first[i] != second[i], -1);
        return row < 0 ? null : $"row {row} is changed in one and not in the other";
    }

    private static bool[] Changed(Block before, Block after) => before.TestLabels.Task == TaskKind.Regression
        ? [.. before.Train.Labels.Values.Zip(after.Train.Labels.Values, (a, b) => !a.Equals(b))]
        : [.. before.Train.Labels.Classes.Zip(after.Train.Labels.Classes, (a, b) => a != b)];

    private static string? Stray(Stage stage, Block before, Block after)
    {
        bool features = stage == Stage.Noise && !ReferenceEquals(before.Train.Features, after.Train.Features);
        bool test = stage != Stage.Structure && !ReferenceEquals(before.TestFeatures, after.TestFeatures);
        bool truth = stage != Stage.Scale && !ReferenceEquals(before.TrainTrue, after.TrainTrue);
        return features ? "training features changed" : test ? "test features changed" : truth ? "the true training labels changed" : null;
    }

    /// <summary>Where two blocks differ in training features, labels given or test features; null when nowhere.</summary>
    internal static string? Difference(Block a, Block b)
    {
        if (a.Train.Count != b.Train.Count)
        {
            return $"{a.Train.Count} against {b.Train.Count} training rows";
        }

        string Hash(FeatureTable features, Labels labels) => new Dataset("x", "x", features, labels, new Provenance("x")).ContentHash;
        return Hash(a.Train.Features, a.Train.Labels) == Hash(b.Train.Features, b.Train.Labels)
            && Hash(a.TestFeatures, a.TestLabels) == Hash(b.TestFeatures, b.TestLabels)
            ? null
            : "rows differ";
    }
}
