namespace MlCompare.Statistics.Laws;

/// <summary>
/// What is held likely of learning curves before one is seen. Without it four points with two per cent of noise each would be as well explained
/// by a fall to zero as by none at all. Exponents of sample-size curves lie between 0.1 and 1 for most learners and data (Viering and Loog
/// 2023); how far a floor lies below the end is left wide open.
/// </summary>
internal static class LawPriors
{
    public static readonly LawPrior Flat = new(0, double.PositiveInfinity);

    /// <summary>Of ln α where nothing else bends the curve.</summary>
    public static readonly LawPrior Slope = new(Math.Log(0.15), 0.9);

    /// <summary>Of ln α above a floor: what is left falls faster than the whole.</summary>
    public static readonly LawPrior SlopeAboveFloor = new(Math.Log(0.5), 0.6);

    /// <summary>Of the logit of (floor / loss at the end).</summary>
    public static readonly LawPrior Floor = new(0.5, 1.8);

    public static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}
