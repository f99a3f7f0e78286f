namespace MlCompare.Ledger;

/// <summary>On which side of the bound the claim says that the figure lies.</summary>
public enum Side
{
    Above,
    Below,
}

/// <summary>How the figures of the replicates are taken together.</summary>
public enum Figure
{
    /// <summary>A number a replicate; the posterior of its mean is Student's t (flat prior on mean and log deviation).</summary>
    Mean,
    /// <summary>Yes (1) or no (0) a replicate; the posterior of the share of yes is Beta (Jeffreys' prior).</summary>
    Share,
}

/// <summary>How a figure is written.</summary>
public enum Unit
{
    Number,
    /// <summary>A fraction, written in per cent.</summary>
    Percent,
}

/// <summary>
/// One question of a claim, written down before anything runs: a figure of each replicate, and on which side of a bound the claim says that
/// its mean lies. The bound carries the margin within which a difference counts as none.
/// </summary>
/// <param name="Text">The figure in words.</param>
/// <param name="Value">The figure of one replicate; must ask for all its cells whatever they hold.</param>
public sealed record Question(string Text, Side Side, double Bound, Func<Readings, double> Value)
{
    public Figure Figure { get; init; } = Figure.Mean;

    public Unit Unit { get; init; } = Unit.Number;

    public static Question Above(double bound, string text, Func<Readings, double> value) => new(text, Side.Above, bound, value);

    public static Question Below(double bound, string text, Func<Readings, double> value) => new(text, Side.Below, bound, value);

    /// <summary>A difference of error rates.</summary>
    public Question InPercent() => this with { Unit = Unit.Percent };

    /// <summary>Yes or no a replicate.</summary>
    public Question AsShare() => this with { Figure = Figure.Share, Unit = Unit.Percent };
}
