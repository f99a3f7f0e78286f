using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>When an intervention acts; the stages run in this order.</summary>
public enum Stage
{
    /// <summary>Changes features, of training and test rows alike.</summary>
    Structure,
    /// <summary>Changes how many training rows there are.</summary>
    Scale,
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

    /// <summary>Applies the change. Level 0 must return <paramref name="block"/> itself.</summary>
    /// <param name="rng">Seeded by data set, replicate and intervention, not by level, size or learner.</param>
    Block Apply(Block block, double level, Rng rng);
}
