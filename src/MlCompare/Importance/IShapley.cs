using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Importance;

/// <summary>
/// Optional on an <see cref="IPredictor"/> that can say what each raw input contributes to each score: Shapley values, exact for the
/// model (Lundberg and Lee 2017). Raw inputs are the columns of a table in their order, or the pixels of an image.
/// </summary>
public interface IShapley
{
    /// <summary>Leaves of all trees: what the attributions of a row take time in proportion to.</summary>
    long Leaves { get; }

    /// <summary>The contributions in every row; the outputs are those of their <see cref="Link"/>.</summary>
    Attributions Attribute(FeatureTable features);
}

/// <summary>Optional on an <see cref="IPredictor"/> made of splits.</summary>
public interface IGainImportance
{
    /// <summary>Raw input → share of the total gain of all splits made on it. Sums to 1, or is all 0 when no split was made.</summary>
    IReadOnlyList<double> GainImportance { get; }
}
