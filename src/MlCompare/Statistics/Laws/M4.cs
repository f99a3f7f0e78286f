namespace MlCompare.Statistics.Laws;

/// <summary>
/// (L − E)/(E₀ − L)^a = β·n^−c (Alabdulmohsin, Neyshabur and Zhai 2022): a power law above a floor E that also levels off at a ceiling E₀, the
/// loss of a learner without rows; expect it where the smallest sizes hardly learn.
/// </summary>
public sealed class M4 : ILaw
{
    // Newton on a monotone function that is nearly linear on both sides: more is never used in the range of a fit.
    private const int Steps = 30;

    public string Id => "m4";

    public string Title => "M4";

    public string Formula => "(L − E)/(E₀ − L)^a = β·n^−c";

    // The ceiling lies above the highest point by a share of it that may be a tenth or tenfold; a = 1 is the symmetric sigmoid.
    public IReadOnlyList<LawPrior> Priors(LawFrame frame) =>
        [LawPriors.Flat, LawPriors.SlopeAboveFloor, LawPriors.Floor, new(0, 1.2), new(-0.7, 0.7)];

    public double At(double place, ReadOnlySpan<double> parameters, LawFrame frame)
    {
        double low = LawPriors.Share(parameters[2]);
        double top = Math.Max(1, (frame.Highest - frame.Floor) / frame.LastExcess) * (1 + Math.Exp(parameters[3]));
        double a = Math.Exp(parameters[4]);
        // With p = (L − E)/(E₀ − E) in units of the end's loss: ln p − a·ln(1 − p) = ln p₀ − a·ln(1 − p₀) − c·place, p = σ(v).
        double end = (1 - low) / (top - low);
        double want = Math.Log(end) - a * Math.Log(1 - end) - Math.Exp(parameters[1]) * place;
        double share = LawPriors.Share(Solve(want, a));
        return frame.Floor + Math.Exp(parameters[0]) * (low + (top - low) * share);
    }

    public double Limit(ReadOnlySpan<double> parameters, LawFrame frame) =>
        frame.Floor + Math.Exp(parameters[0]) * LawPriors.Share(parameters[2]);

    /// <summary>The v with a·softplus(v) − softplus(−v) = want; the left side grows with a slope between min(a, 1) and max(a, 1).</summary>
    private static double Solve(double want, double a)
    {
        double v = want < 0 ? want : want / a;
        for (int step = 0; step < Steps; step++)
        {
            double error = a * SoftPlus(v) - SoftPlus(-v) - want;
            double share = LawPriors.Share(v), slope = a * share + (1 - share);
            v -= error / slope;
            if (!(Math.Abs(error) > 1e-12 * Math.Max(1, Math.Abs(want))))
            {
                break;
            }
        }

        return v;
    }

    private static double SoftPlus(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));
}
