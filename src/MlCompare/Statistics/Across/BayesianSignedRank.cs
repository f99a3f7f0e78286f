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
    public static BayesianSignedRank Of(IReadOnlyList<double> differences, double margin, Rng rng) => new Posterior(differences.Count, rng).Of(differences, margin);

    /// <summary>Draws of the weights of so many data sets, for all pairs that were compared on them: drawing is the dear part.</summary>
    public sealed class Posterior
    {
        private readonly double[] weights;
        private readonly int count;

        /// <param name="datasets">How many differences a pair has.</param>
        public Posterior(int datasets, Rng rng)
        {
            count = datasets + 1;
            weights = new double[Draws * count];
            for (int i = 0; i < weights.Length; i++)
            {
                // Gamma of shape 1 is exponential; of shape one half, for the pseudo-difference that stands first, it is half the square of a normal.
                weights[i] = i % count == 0 ? Square(rng.NextGaussian()) * PriorWeight : -Math.Log(1 - rng.NextDouble());
            }
        }

        /// <inheritdoc cref="BayesianSignedRank.Of"/>
        public BayesianSignedRank Of(IReadOnlyList<double> differences, double margin)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(differences.Count, count - 1);

            // The pseudo-difference stands first while sorting decides its place.
            double[] values = [0, .. differences];
            int[] order = [.. Enumerable.Range(0, count).OrderBy(i => values[i])];
            double[] sorted = [.. order.Select(i => values[i])];
            int[] below = new int[count], above = new int[count];
            for (int i = 0; i < count; i++)
            {
                // Walsh averages beyond the margin: values[i] + values[j] < −2 margin for the first below[i], > 2 margin from above[i] on.
                below[i] = Array.FindIndex(sorted, value => !(sorted[i] + value < -2 * margin)) is int first and >= 0 ? first : count;
                above[i] = Array.FindIndex(sorted, value => sorted[i] + value > 2 * margin) is int next and >= 0 ? next : count;
            }

            double[] sums = new double[count + 1];
            double better = 0, equivalent = 0, worse = 0;
            for (int draw = 0; draw < Draws; draw++)
            {
                ReadOnlySpan<double> drawn = weights.AsSpan(draw * count, count);
                for (int i = 0; i < count; i++)
                {
                    sums[i + 1] = sums[i] + drawn[order[i]];
                }

                double left = 0, right = 0, total = sums[count] * sums[count];
                for (int i = 0; i < count; i++)
                {
                    double weight = drawn[order[i]];
                    left += weight * sums[below[i]];
                    right += weight * (sums[count] - sums[above[i]]);
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
    }

    private static double Square(double value) => value * value;
}
