using MlCompare.Data;

namespace MlCompare.Profiles;

/// <summary>
/// How much noise the labels carry already, from how neighbours disagree: the mean disagreement of the k-th neighbours, k = 1 … 10, is drawn as
/// a line over their mean squared distance and read where the distance is nought (the Gamma test: Stefánsson, Končar and Jones 1997; for
/// classes the same on indicators). What is left there is noise, or detail finer than any neighbours are apart: with few rows or many
/// columns the line is long and its reading wide, which the interval tells.
/// </summary>
/// <param name="Level">
/// For classes the share of labels that are not the likeliest one, as if flipped at random; for numbers the noise's standard deviation over that of
/// the target. Clipped to what is possible.
/// </param>
/// <param name="Low">Lower end of the 95 % interval (jackknife over twenty parts of the rows).</param>
/// <param name="High">Upper end.</param>
public sealed record NoiseEstimate(double Level, double Low, double High)
{
    /// <summary>
    /// Noise is found when the lower end lies above this. A rule with a sharp edge and no noise at all reads 0.5 to 1.7 points (300 to 2,000 rows of two
    /// columns): disagreement grows there with the distance, not with its square, and the line over the square ends above nought.
    /// </summary>
    public const double Precision = 0.02;

    private const int Ranks = 10, Parts = 20;

    // t quantile at 97.5 % with 19 degrees of freedom.
    private const double Quantile = 2.093;

    /// <summary>Whether the labels are shown to carry noise.</summary>
    public bool IsFound => Low > Precision;

    internal static NoiseEstimate Of(Neighbours neighbours, Labels labels)
    {
        int n = labels.Count;
        int ranks = Math.Min(Ranks, neighbours.Rows[0].Length);
        // Sums over rows of distance and disagreement, by part and rank.
        double[,] distances = new double[Parts, ranks], disagreements = new double[Parts, ranks];
        int[] counts = new int[Parts];
        for (int row = 0; row < n; row++)
        {
            int part = row % Parts;
            counts[part]++;
            for (int k = 0; k < ranks; k++)
            {
                distances[part, k] += neighbours.SquaredDistances[row][k];
                disagreements[part, k] += Disagreement(labels, row, neighbours.Rows[row][k]);
            }
        }

        double Without(int left)
        {
            double rows = Enumerable.Range(0, Parts).Where(part => part != left).Sum(part => counts[part]);
            (double Distance, double Disagreement)[] points = [.. Enumerable.Range(0, ranks).Select(k => (
                Enumerable.Range(0, Parts).Where(part => part != left).Sum(part => distances[part, k]) / rows,
                Enumerable.Range(0, Parts).Where(part => part != left).Sum(part => disagreements[part, k]) / rows))];
            return Intercept(points);
        }

        double whole = Without(-1);
        double[] pseudo = [.. Enumerable.Range(0, Parts).Select(part => Parts * whole - (Parts - 1) * Without(part))];
        double mean = pseudo.Average();
        // A disagreement is counted from both of its rows where each is the other's neighbour, which no part sees: at most twice the variance.
        double half = Quantile * Math.Sqrt(2 * pseudo.Sum(value => (value - mean) * (value - mean)) / (Parts - 1) / Parts);
        double spread = labels.Task == TaskKind.Regression ? Variance(labels.Values) : 0;
        return new NoiseEstimate(Read(labels, whole, spread), Read(labels, whole - half, spread), Read(labels, whole + half, spread));
    }

    /// <summary>For classes 1 when they differ; for numbers half the squared difference, whose mean is the noise's variance.</summary>
    private static double Disagreement(Labels labels, int a, int b) => labels.Task == TaskKind.Regression
        ? (labels.Values[a] - labels.Values[b]) * (labels.Values[a] - labels.Values[b]) / 2
        : labels.Classes[a] == labels.Classes[b] ? 0 : 1;

    private static double Intercept((double Distance, double Disagreement)[] points)
    {
        double x = points.Average(p => p.Distance), y = points.Average(p => p.Disagreement);
        double squares = points.Sum(p => (p.Distance - x) * (p.Distance - x));
        return squares == 0 ? y : y - x * points.Sum(p => (p.Distance - x) * (p.Disagreement - y)) / squares;
    }

    /// <summary>
    /// Two labels flipped at rate ρ to one of K − 1 others differ with the chance D = 2ρ(1 − ρ) + ρ²(K − 2)/(K − 1); solved for the smaller ρ.
    /// </summary>
    private static double Read(Labels labels, double disagreement, double spread)
    {
        double d = Math.Max(0, disagreement);
        if (labels.Task == TaskKind.Regression)
        {
            return spread > 0 ? Math.Min(1, Math.Sqrt(d / spread)) : 0;
        }

        double classes = Math.Max(2, labels.ClassCount), most = (classes - 1) / classes;
        return most * (1 - Math.Sqrt(Math.Max(0, 1 - d / most)));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
