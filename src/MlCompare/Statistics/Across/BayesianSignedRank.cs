namespace MlCompare.Statistics;

/// <summary>
/// The Bayesian signed-rank test with a region of practical equivalence (Benavoli et al. 2017): how likely it is that, on data sets
/// like these, A is better than B by more than the margin, level with it, or worse. A Dirichlet process over the differences with one
/// pseudo-difference of zero, of weight one half, as in the authors' implementation (baycomp).
/// </summary>
/// <param name="Better">Share of the posterior in which most of the mass lies beyond the margin on A's side.</param>
/// <param name="Equivalent">… within the margin.</param>
/// <param name="Worse">… beyond it on B's side.</param>
public sealed record BayesianSignedRank(double Better, double Equivalent, double Worse)
{
    private const int Draws = 20_000;
    private const double PriorWeight = 0.5;

    /// <param name="differences">Advantages of A over B, one a data set, finite.</param>
    /// <param name="margin">Advantages within ± margin count as none.</param>
    public static BayesianSignedRank Of(IReadOnlyList<double> differences, double margin, Rng rng)
    {
        // The pseudo-difference stands first while sorting decides its place.
        (double Value, bool Pseudo)[] sorted = [.. differences.Select(value => (value, false)).Prepend((0.0, true)).OrderBy(pair => pair.Item1)];
        int count = sorted.Length;
        int[] below = new int[count], above = new int[count];
        for (int i = 0; i < count; i++)
        {
            // Walsh averages beyond the margin: values[i] + values[j] < −2 margin for the first below[i], > 2 margin from above[i] on.
            below[i] = Array.FindIndex(sorted, pair => !(sorted[i].Value + pair.Value < -2 * margin)) is int first and >= 0 ? first : count;
            above[i] = Array.FindIndex(sorted, pair => sorted[i].Value + pair.Value > 2 * margin) is int next and >= 0 ? next : count;
        }

        double[] weights = new double[count], sums = new double[count + 1];
        double better = 0, equivalent = 0, worse = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < count; i++)
            {
                // Gamma of shape 1 is exponential; of shape one half it is half the square of a normal.
                weights[i] = sorted[i].Pseudo ? Square(rng.NextGaussian()) * PriorWeight : -Math.Log(1 - rng.NextDouble());
                sums[i + 1] = sums[i] + weights[i];
            }

            double left = 0, right = 0, total = sums[count] * sums[count];
            for (int i = 0; i < count; i++)
            {
                left += weights[i] * sums[below[i]];
                right += weights[i] * (sums[count] - sums[above[i]]);
            }

            double middle = total - left - right;
            double largest = Math.Max(middle, Math.Max(left, right));
            int tied = (left == largest ? 1 : 0) + (middle == largest ? 1 : 0) + (right == largest ? 1 : 0);
            worse += left == largest ? 1.0 / tied : 0;
            equivalent += middle == largest ? 1.0 / tied : 0;
            better += right == largest ? 1.0 / tied : 0;
        }

        return new BayesianSignedRank(better / Draws, equivalent / Draws, worse / Draws);
    }

    private static double Square(double value) => value * value;
}
