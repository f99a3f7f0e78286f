using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>What n-grams are made of.</summary>
public enum SpectrumUnit
{
    /// <summary>Characters, the blanks between words among them.</summary>
    Characters,
    /// <summary>Words.</summary>
    Words,
}

/// <summary>Options of <see cref="SpectrumKernelLearner"/>; those it shares with <see cref="KernelOptions"/> mean the same.</summary>
/// <param name="Unit">What n-grams are made of; null: characters in twos, characters in threes to fives, or words alone and in twos, by leave-one-out.</param>
/// <param name="Shortest">Units of the shortest n-grams that count, where a unit is given.</param>
/// <param name="Longest">Units of the longest.</param>
public sealed record SpectrumKernelOptions(
    SpectrumUnit? Unit = null,
    int Shortest = 1,
    int Longest = 2,
    double? Bandwidth = null,
    double? Ridge = null,
    int SearchRows = 2000,
    int MaxRows = 20_000,
    int Centres = 0)
{
    private static readonly SpectrumOptions[] Tried = [new(false, 2, 2), new(false, 3, 5), new(true, 1, 2)];

    internal KernelOptions Kernel => new(null, Bandwidth, Ridge, SearchRows: SearchRows, MaxRows: MaxRows, Centres: Centres)
    {
        // The spectrum kernel itself, and functions of it that are not linear in the counts.
        Forms = [new KernelForm(KernelShape.Polynomial, 1), KernelShape.Gaussian],
        Encodings =
        [
            .. (Unit is { } unit ? [new SpectrumOptions(unit == SpectrumUnit.Words, Shortest, Longest)] : Tried)
                .Select(spectrum => new EncoderOptions { Spectrum = spectrum }),
        ],
    };

    internal void Validate()
    {
        Kernel.Validate("spectrum-kernel");
        OptionRanges ranges = new("spectrum-kernel");
        ranges.Require(Shortest is >= 1 and <= SpectrumEncoder.LongestGram, "shortest", $"from 1 to {SpectrumEncoder.LongestGram}");
        ranges.Require(Longest >= Shortest && Longest <= SpectrumEncoder.LongestGram, "longest", $"from shortest to {SpectrumEncoder.LongestGram}");
    }
}

/// <summary>
/// Kernel ridge regression on texts by the counts of all their n-grams, of characters or words. Expect it where the order of
/// neighbours or parts of words tell the classes apart; rare words that tell the topic are better served by TF-IDF.
/// </summary>
public sealed class SpectrumKernelLearner(SpectrumKernelOptions settings) : KernelMachine<SpectrumKernelOptions>(settings)
{
    public SpectrumKernelLearner()
        : this(new SpectrumKernelOptions())
    {
    }

    public override string Id => "spectrum-kernel";

    public override string Title => "Spectrum kernel";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("unit", "characters", "words"),
        new Hyperparameter.Choice("longest", 1, 2, 3, 5),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
    ];

    public override string? Decline(TrainingSet train) => train.Features.Modality == Modality.Text
        ? base.Decline(train)
        : "spectrum-kernel counts the n-grams of texts; these rows are no texts.";

    private protected override KernelOptions Kernel => Settings.Kernel;

    protected override ILearner Create(SpectrumKernelOptions changed) => new SpectrumKernelLearner(changed);

    protected override void Validate(SpectrumKernelOptions changed) => changed.Validate();
}
