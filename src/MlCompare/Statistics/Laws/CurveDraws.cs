using MathNet.Numerics.Distributions;

namespace MlCompare.Statistics.Laws;

/// <summary>
/// Logarithms of a curve's means over bootstrap draws of the replicates, the same draws for all learners of a data set, so that what they share
/// by the luck of a split stays shared. The luck of a replicate is taken apart: what it shifts alike at all sizes moves the curve and leaves its
/// shape, the rest blurs the shape. A bootstrap of J values is too narrow: deviations are stretched to the width of a t interval, the
/// shared ones to that which the sampling design asks for.
/// </summary>
internal sealed class CurveDraws
{
    /// <summary>Draws of a bootstrap; the ends of a 90 % interval then rest on ten draws each.</summary>
    public const int Count = 200;

    // 95 % quantile of the normal distribution, of which the bootstrap's interval is a picture.
    private const double Normal95 = 1.6448536269514722;

    private CurveDraws(double[] logs, double[] errors, double[][] draws) => (Logs, Errors, Draws) = (logs, errors, draws);

    /// <summary>ln of the means.</summary>
    public double[] Logs { get; }

    /// <summary>Standard errors of the shape: of <see cref="Logs"/> without what shifts all sizes alike.</summary>
    public double[] Errors { get; }

    public double[][] Draws { get; }

    /// <param name="rng">Seeded by the data set alone.</param>
    public static CurveDraws Of(LawCurve curve, Rng rng)
    {
        int[] replicates = curve.Replicates;
        int sizes = curve.Rows.Count;
        double[] logs = [.. Enumerable.Range(0, sizes).Select(i => Math.Log(curve.Mean(i)))];
        double count = curve.Fewest;
        double t = StudentT.InvCDF(0, 1, count - 1, 0.95) / Normal95 * Math.Sqrt(count / (count - 1));
        double shared = t * Math.Sqrt(1 + count * curve.Design.SplitRatio), common = TestLuck(curve);
        double[][] draws = new double[Count][];
        double[] deviations = new double[sizes];
        int[] drawn = new int[replicates.Length];
        for (int draw = 0; draw < Count; draw++)
        {
            for (int i = 0; i < drawn.Length; i++)
            {
                drawn[i] = replicates[rng.NextInt(replicates.Length)];
            }

            for (int i = 0; i < sizes; i++)
            {
                deviations[i] = Mean(curve.Losses[i], drawn, logs[i]) - logs[i];
            }

            double shift = deviations.Average(), test = common * rng.NextGaussian();
            draws[draw] = [.. logs.Select((log, i) => log + test + shared * shift + t * (deviations[i] - shift))];
        }

        return new CurveDraws(logs, curve.ShapeErrors(), draws);
    }

    /// <summary>Of test rows that are the same in every replicate, relative to the loss.</summary>
    private static double TestLuck(LawCurve curve)
    {
        MeanInterval last = curve.Design.Single([.. curve.Losses[^1].Values], curve.Metric);
        return Math.Sqrt(last.ExtraVariance) / last.Mean;
    }

    /// <summary>ln of the mean over those drawn that are there; the observed one when none is.</summary>
    private static double Mean(IReadOnlyDictionary<int, double> losses, int[] drawn, double otherwise)
    {
        double sum = 0;
        int count = 0;
        foreach (int replicate in drawn)
        {
            if (losses.TryGetValue(replicate, out double loss))
            {
                sum += loss;
                count++;
            }
        }

        return count == 0 || !(sum > 0) ? otherwise : Math.Log(sum / count);
    }
}
