namespace MlCompare.Statistics.Laws;

/// <summary>A power law above a floor: what a learner of fixed form reaches with endless rows, or the noise of the labels.</summary>
public sealed class PowerLawWithFloor : ILaw
{
    public string Id => "power-floor";

    public string Title => "Power law with a floor";

    public string Formula => "L = E + A·n^−α";

    public IReadOnlyList<LawPrior> Priors(LawFrame frame) => [LawPriors.Flat, LawPriors.SlopeAboveFloor, LawPriors.Floor];

    public double At(double place, ReadOnlySpan<double> parameters, LawFrame frame)
    {
        double share = LawPriors.Share(parameters[2]);
        return frame.Floor + Math.Exp(parameters[0]) * (share + (1 - share) * Math.Exp(-Math.Exp(parameters[1]) * place));
    }

    public double Limit(ReadOnlySpan<double> parameters, LawFrame frame) =>
        frame.Floor + Math.Exp(parameters[0]) * LawPriors.Share(parameters[2]);
}
