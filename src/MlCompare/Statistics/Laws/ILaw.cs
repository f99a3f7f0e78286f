namespace MlCompare.Statistics.Laws;

/// <summary>What a law needs to know of the curve that it is fitted to.</summary>
/// <param name="FirstRows">Fewest rows with a point.</param>
/// <param name="LastRows">Most rows with a point.</param>
/// <param name="Last">Mean loss at the most rows.</param>
/// <param name="Highest">Highest mean loss.</param>
/// <param name="Floor">What the loss is known not to fall below: the Bayes risk of synthetic data, else 0.</param>
public sealed record LawFrame(double FirstRows, double LastRows, double Last, double Highest, double Floor)
{
    /// <summary>ln(n / <see cref="LastRows"/>): 0 at the end of the curve, negative before it.</summary>
    public double Place(double rows) => Math.Log(rows / LastRows);

    /// <summary>The loss above the floor at the end; chance may push the mean below a known floor, where a hundredth of it is taken.</summary>
    public double LastExcess => Math.Max(Last - Floor, 0.01 * Last);
}

/// <summary>
/// A form of the learning curve: the loss over training rows. Parameters run over the whole real line, the first is always ln of the loss
/// above the floor at the end of the curve, the second ln of the exponent.
/// </summary>
public interface ILaw : INamed
{
    string Title { get; }

    /// <summary>"L = E + A·n^−α".</summary>
    string Formula { get; }

    /// <summary>The normal prior of each parameter; an infinite spread is a flat one.</summary>
    IReadOnlyList<LawPrior> Priors(LawFrame frame);

    /// <summary>The loss at <paramref name="place"/> = ln(rows / rows at the end).</summary>
    double At(double place, ReadOnlySpan<double> parameters, LawFrame frame);

    /// <summary>The loss that more and more rows approach.</summary>
    double Limit(ReadOnlySpan<double> parameters, LawFrame frame);
}

/// <summary>A normal prior, or a flat one with an infinite spread.</summary>
public readonly record struct LawPrior(double Centre, double Spread)
{
    public bool IsFlat => double.IsPositiveInfinity(Spread);
}
