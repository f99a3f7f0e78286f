namespace MlCompare.Statistics.Laws;

/// <summary>
/// L = E + A·n^−α·(1 + (n/d)^(1/w))^(−c·w): one smooth break (Caballero et al. 2023), at d rows, from exponent α to α + c; expect it where a
/// learner changes its ways, such as from too few rows for its structure to enough.
/// </summary>
public sealed class BrokenPowerLaw : ILaw
{
    public string Id => "broken";

    public string Title => "Broken power law";

    public string Formula => "L = E + A·n^−α·(1 + (n/d)^(1/w))^(−c·w)";

    // The break may lie anywhere in the range; behind it the exponent is half to twice of what it was; it takes a factor of two or so in rows.
    public IReadOnlyList<LawPrior> Priors(LawFrame frame)
    {
        double range = -frame.Place(frame.FirstRows);
        return [LawPriors.Flat, LawPriors.SlopeAboveFloor, LawPriors.Floor, new(-range / 2, range / 2), new(0, 0.5), new(Math.Log(0.5), 0.4)];
    }

    public double At(double place, ReadOnlySpan<double> parameters, LawFrame frame)
    {
        double share = LawPriors.Share(parameters[2]), before = Math.Exp(parameters[1]), after = before * Math.Exp(parameters[4]);
        double width = Math.Exp(parameters[5]), change = (before - after) * width;
        double fall = -before * place + change * (SoftPlus((place - parameters[3]) / width) - SoftPlus(-parameters[3] / width));
        return frame.Floor + Math.Exp(parameters[0]) * (share + (1 - share) * Math.Exp(fall));
    }

    public double Limit(ReadOnlySpan<double> parameters, LawFrame frame) =>
        frame.Floor + Math.Exp(parameters[0]) * LawPriors.Share(parameters[2]);

    private static double SoftPlus(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));
}
