using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>When an intervention acts; the stages run in this order.</summary>
public enum Stage
{
    /// <summary>Changes how many training rows there are.</summary>
    Scale,
    /// <summary>
    /// Changes features, of training and test rows alike unless the intervention says otherwise. Acts on the rows that are kept only, which
    /// gives what acting before would give, because structure nests in the rows; what depends on labels sees no other rows' labels so.
    /// </summary>
    Structure,
    /// <summary>Changes the training labels given.</summary>
    Noise,
}

/// <summary>
/// One controlled change to a block. Level 0 is the identity; test labels are never touched. Levels nest: what a lower level
/// changes, a higher one changes too, and the first 100 rows of 1,000 are changed as the 100 alone would be.
/// </summary>
public interface IIntervention : INamed
{
    /// <summary>A short noun phrase for charts and tables, such as "Label noise, symmetric".</summary>
    string Title { get; }

    Stage Stage { get; }

    /// <summary>Levels worth trying by default, ascending, 0 first.</summary>
    IReadOnlyList<double> Levels { get; }

    /// <summary>Largest level that makes sense for this number of classes (0 for regression); larger ones are input errors.</summary>
    double MaxLevel(int classCount);

    bool Supports(Modality modality, TaskKind task);

    /// <summary>The change depends on the labels of all training rows, and so on how many there are: it cannot nest in the rows.</summary>
    bool UsesLabels => false;

    /// <summary>Applies the change. Level 0 must return <paramref name="block"/> itself.</summary>
    /// <param name="rng">Seeded by data set, replicate and intervention, not by level, size or learner.</param>
    Block Apply(Block block, double level, Rng rng);
}
