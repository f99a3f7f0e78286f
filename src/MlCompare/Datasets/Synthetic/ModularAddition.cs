using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// The sum of two numbers modulo 31, the numbers given as categories: all 961 pairs, in random order, three fifths to train on. Nothing but
/// the rule helps, for no pair occurs twice. Expect learners with their defaults to stay near chance; long training with weight decay
/// generalises late ("grokking": Power et al. 2022), kernels that learn their metric do as well (Mallinar et al. 2024). The task seed
/// renames the numbers.
/// </summary>
public sealed class ModularAddition : SyntheticDataset
{
    private const int Modulus = 31, Pairs = Modulus * Modulus, TrainingPairs = Pairs * 3 / 5;

    private readonly Lazy<int[]> names;

    public ModularAddition()
        : base("modular-addition") => names = new(() => TaskRng("modular-addition").Permutation(Modulus));

    public override string Title => "Addition modulo 31";

    public override TaskKind Task => TaskKind.Multiclass;

    public override string Description => "Two numbers as categories, and their sum modulo 31; every pair once. No default should do well.";

    private protected override (int Pool, int Test) Parts => (TrainingPairs, Pairs - TrainingPairs);

    /// <summary>The first of all 961 pairs in random order.</summary>
    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Pairs);
        int[] pairs = rng.Permutation(Pairs)[..rows];
        string[] levels = [.. Enumerable.Range(0, Modulus).Select(i => FormattableString.Invariant($"n{i}"))];
        CategoricalColumn Column(string name, Func<int, int> number) => new(name, [.. pairs.Select(pair => names.Value[number(pair)])], [.. levels]);
        (Labels labels, Truth truth) = Certain([.. pairs.Select(pair => names.Value[(pair / Modulus + pair % Modulus) % Modulus])], [.. levels]);
        return (
            new FeatureTable(Modality.Tabular, [Column("a", pair => pair / Modulus), Column("b", pair => pair % Modulus)]),
            labels,
            truth);
    }
}
