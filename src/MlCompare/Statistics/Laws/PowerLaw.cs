namespace MlCompare.Statistics.Laws;

/// <summary>A straight line on logarithmic axes: expect it where the loss is still far from any floor.</summary>
public sealed class PowerLaw : ILaw
{
    public string Id => "power";

    public string Title => "Power law";

    public string Formula => "L = A·n^−α";

    public IReadOnlyList<LawPrior> Priors(LawFrame frame) => [LawPriors.Flat, LawPriors.Slope];

    public double At(double place, ReadOnlySpan<double> parameters, LawFrame frame) =>
        frame.Floor + Math.Exp(parameters[0] - Math.Exp(parameters[1]) * place);

    public double Limit(ReadOnlySpan<double> parameters, LawFrame frame) => frame.Floor;
}
