using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// Where learning curves cross: for every pair of learners the replicates are drawn again with replacement, the mean difference is
/// joined by straight lines over ln(rows), and its last change of sign noted. A draw in which the leader leads throughout counts as
/// a crossing below the range, one in which it does not lead at the end as one above, so that the interval is open where it should be. All pairs of a data set meet the same draws.
/// </summary>
public static class CrossoverAnalysis
{
    private const int Draws = 2000;

    /// <summary>All pairs but the baselines, in the order of the data sets, then of the learners. Pairs without two common sizes are left out.</summary>
    public static IReadOnlyList<Crossover> Of(StudyResults results)
    {
        List<Crossover> crossovers = [];
        string[] learners = [.. results.Header.Learners.Where(one => one.Family != Family.Baseline).Select(one => one.Name)];
        foreach (DatasetSummary dataset in results.Header.Datasets)
        {
            TrialCells cells = new(results, dataset);
            Dictionary<int, int[]> draws = [];
            for (int i = 0; i < learners.Length; i++)
            {
                for (int j = i + 1; j < learners.Length; j++)
                {
                    if (Of(cells, learners[i], learners[j], draws, results.Study.Seed) is { } crossover)
                    {
                        crossovers.Add(crossover);
                    }
                }
            }
        }

        return crossovers;
    }

    /// <summary>
    /// The last number of rows at which the difference turns positive, linear in ln(rows) between sizes; −∞ when it never is
    /// negative, +∞ when it is not positive at the end.
    /// </summary>
    /// <param name="sizes">Ascending.</param>
    /// <param name="differences">Advantage of the later leader at each size.</param>
    public static double LastCrossing(IReadOnlyList<int> sizes, IReadOnlyList<double> differences)
    {
        if (!(differences[^1] > 0))
        {
            return double.PositiveInfinity;
        }

        for (int i = sizes.Count - 2; i >= 0; i--)
        {
            if (differences[i] < 0)
            {
                double share = differences[i] / (differences[i] - differences[i + 1]);
                return Math.Exp(Math.Log(sizes[i]) + share * (Math.Log(sizes[i + 1]) - Math.Log(sizes[i])));
            }
        }

        return double.NegativeInfinity;
    }

    /// <param name="draws">By the number of replicates, the draws of the data set so far: all its pairs have the same luck.</param>
    private static Crossover? Of(TrialCells cells, string first, string second, Dictionary<int, int[]> draws, ulong seed)
    {
        string measure = PrimaryMeasure.Of(cells.Dataset.Task).Id;
        (int Rows, PairedDifferences Pairs)[] curve =
        [
            .. cells.Sizes.Select(rows => (rows, PairedDifferences.Of(cells, first, second, rows, 0, measure)))
                .Where(point => point.Item2.Count > 0),
        ];
        if (curve.Length < 2)
        {
            return null;
        }

        int[] sizes = [.. curve.Select(point => point.Rows)];
        double[] observed = [.. curve.Select(point => point.Pairs.Mean)];
        double orientation = observed.LastOrDefault(difference => difference != 0) < 0 ? -1 : 1;
        (string a, string b) = orientation > 0 ? (first, second) : (second, first);
        Crossover none = new(cells.Dataset.Id, a, b, null, null, null, 0, a, sizes[0], sizes[^1]);
        int[] replicates = [.. curve.SelectMany(point => point.Pairs.ByReplicate.Keys).Distinct().Order()];
        if (replicates.Length < 2)
        {
            return none;
        }

        // Means that do not cross say so without draws.
        if (!double.IsFinite(LastCrossing(sizes, [.. observed.Select(difference => orientation * difference)])))
        {
            return none;
        }

        if (!draws.TryGetValue(replicates.Length, out int[]? times))
        {
            draws[replicates.Length] = times = Times(replicates.Length, new Rng(Seeds.From(seed, "crossover", cells.Dataset.Id, replicates.Length)));
        }

        double[] crossings = Draw(curve, sizes, replicates, orientation, times);
        double share = crossings.Length == 0 ? 0 : crossings.Count(double.IsFinite) / (double)crossings.Length;
        if (share < 0.5)
        {
            return none with { Share = share };
        }

        Array.Sort(crossings);
        return none with
        {
            Share = share,
            Rows = Quantile(crossings, 0.5, sizes),
            Low = Quantile(crossings, 0.025, sizes),
            High = Quantile(crossings, 0.975, sizes),
        };
    }

    /// <summary>How often each replicate stands in each draw.</summary>
    private static int[] Times(int replicates, Rng rng)
    {
        int[] times = new int[Draws * replicates];
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < replicates; i++)
            {
                times[draw * replicates + rng.NextInt(replicates)]++;
            }
        }

        return times;
    }

    private static double[] Draw(
        (int Rows, PairedDifferences Pairs)[] curve, int[] sizes, int[] replicates, double orientation, int[] times)
    {
        List<double> crossings = new(Draws);
        double[] means = new double[curve.Length];

        // Zero where a replicate has no pair, which then does not count; looked up once, not in every draw.
        double[][] differences = [.. curve.Select(point => (double[])[.. replicates.Select(replicate => orientation * point.Pairs.ByReplicate.GetValueOrDefault(replicate))])];
        int[][] pairs = [.. curve.Select(point => (int[])[.. replicates.Select(replicate => point.Pairs.ByReplicate.ContainsKey(replicate) ? 1 : 0)])];
        for (int draw = 0; draw < Draws; draw++)
        {
            ReadOnlySpan<int> drawn = times.AsSpan(draw * replicates.Length, replicates.Length);
            bool whole = true;
            for (int point = 0; point < means.Length; point++)
            {
                double sum = 0;
                int count = 0;
                for (int i = 0; i < drawn.Length; i++)
                {
                    sum += drawn[i] * differences[point][i];
                    count += drawn[i] * pairs[point][i];
                }

                means[point] = sum / count;
                whole &= count > 0 && double.IsFinite(sum);
            }

            if (whole)
            {
                crossings.Add(LastCrossing(sizes, means));
            }
        }

        return [.. crossings];
    }

    private static double Quantile(double[] sorted, double share, int[] sizes) =>
        Math.Clamp(sorted[(int)Math.Round(share * (sorted.Length - 1))], sizes[0], sizes[^1]);
}
