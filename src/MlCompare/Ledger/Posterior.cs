using MathNet.Numerics.Distributions;
using MlCompare.Statistics;

namespace MlCompare.Ledger;

/// <summary>What the figures of a question say.</summary>
/// <param name="Estimate">Mean, or share of yes; NaN without figures.</param>
/// <param name="Low">Lower end of the 95 % interval; −∞ when open.</param>
/// <param name="High">Upper end; +∞ when open.</param>
/// <param name="Holds">Posterior probability that the figure lies on the side of the bound that the claim names; ½ when nothing can be said.</param>
/// <param name="Count">Replicates that gave a figure.</param>
public sealed record Posterior(double Estimate, double Low, double High, double Holds, int Count)
{
    /// <summary>Standard deviation of the figures; NaN for fewer than two.</summary>
    public double Deviation { get; init; } = double.NaN;

    /// <summary>Fresh draws are independent: the t posterior is that of the correlated t test with correlation 0 (Benavoli et al. 2017).</summary>
    public static Posterior Of(IReadOnlyCollection<double> figures, Question question)
    {
        double[] values = [.. figures.Where(double.IsFinite)];
        return question.Figure == Figure.Share ? Share(values, question) : Mean(values, question);
    }

    private static Posterior Mean(double[] values, Question question)
    {
        MeanInterval interval = MeanInterval.Of(values);
        if (values.Length < 2)
        {
            return new Posterior(interval.Mean, double.NegativeInfinity, double.PositiveInfinity, 0.5, values.Length);
        }

        double error = Math.Sqrt(interval.Variance / values.Length);
        double above = error == 0
            ? (interval.Mean > question.Bound ? 1 : 0)
            : StudentT.CDF(0, 1, values.Length - 1, (interval.Mean - question.Bound) / error);
        return new Posterior(interval.Mean, interval.Low, interval.High, question.Side == Side.Above ? above : 1 - above, values.Length)
        {
            Deviation = Math.Sqrt(interval.Variance),
        };
    }

    private static Posterior Share(double[] values, Question question)
    {
        if (values.Length == 0)
        {
            return new Posterior(double.NaN, 0, 1, 0.5, 0);
        }

        double yes = values.Sum();
        Beta beta = new(yes + 0.5, values.Length - yes + 0.5);
        double below = beta.CumulativeDistribution(question.Bound);
        return new Posterior(yes / values.Length, beta.InverseCumulativeDistribution(0.025), beta.InverseCumulativeDistribution(0.975), question.Side == Side.Above ? 1 - below : below, values.Length);
    }
}
