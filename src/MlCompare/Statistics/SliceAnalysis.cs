using MathNet.Numerics.Distributions;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>How two learners stand on one part of the test rows, against the rest of them.</summary>
/// <param name="A">The winner.</param>
/// <param name="B">The best of another family.</param>
/// <param name="Slice">The part, as the first replicate has it.</param>
/// <param name="Rows">Test rows in it, on average over the replicates.</param>
/// <param name="LossA">Error of A in it; root mean squared error for numbers.</param>
/// <param name="LossB">Of B.</param>
/// <param name="Lead">Of A over B in it: a difference of errors, or a log ratio of root mean squared errors.</param>
/// <param name="Elsewhere">Of A over B on the other rows.</param>
/// <param name="Difference">Of these two: above zero where the part suits A.</param>
/// <param name="Low">Lower end of its 95 % interval, not adjusted.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Of no difference, adjusted after Holm for all <paramref name="Questions"/>.</param>
/// <param name="Questions">Parts times rivals looked at on this data set.</param>
public sealed record SliceGap(
    string Dataset, string A, string B, SliceLoss Slice, double Rows, double LossA, double LossB, double Lead, double Elsewhere,
    double Difference, double Low, double High, double PValue, int Questions)
{
    public bool IsShown => PValue <= 0.05;
}

/// <summary>
/// Where the families disagree: on which parts of the test rows the lead of the winner over the best of another family is another than on the
/// rest. The variance of such a difference is taken as φ times that which independent errors would have: φ, the same for all parts of a pair,
/// is estimated from the replicates over all of them (a quasi-likelihood dispersion; McCullagh and Nelder 1989, 4.5), because a handful of
/// replicates tells nothing of one part by itself. It is below one where learners err on the same rows. A fixed test part is added as in
/// <see cref="SamplingDesign"/>, by the share of rows on which the two really differ. What re-splits share, their rows, has no more variance than
/// independent errors: what φ has beyond one is the luck of training, which every replicate has for itself, so the correction for re-splits leaves it
/// out. Luck row by row cannot be told from the rows here, and keeps these intervals wider than they need be (simulated: 99.6 % covered where half
/// of the answers are redrawn, 97 % where a twentieth is).
/// </summary>
public static class SliceAnalysis
{
    /// <summary>Parts, or rests, with fewer rows are not asked about.</summary>
    public const int LeastRows = 30;

    // Parts overlap from one column to the next, so that their dispersions are no independent witnesses; more than this many columns count as so many.
    // The parts of one column are one witness: counted as k − 1, in simulation 12 % of studies of two columns showed a part falsely.
    private const int MostWitnesses = 8;

    private const double Normal975 = 1.959963984540054;

    /// <summary>By data set, then smallest p-value; data sets without parts or with fewer than two replicates are left out.</summary>
    public static IReadOnlyList<SliceGap> Of(StudyResults results, IReadOnlyList<Answer> answers) =>
        [.. results.Header.Datasets.SelectMany(dataset => Of(results, dataset, answers.First(answer => answer.Dataset == dataset.Id)))];

    private static IEnumerable<SliceGap> Of(StudyResults results, DatasetSummary dataset, Answer answer)
    {
        if (answer.Winner is null)
        {
            return [];
        }

        TrialCells cells = new(results, dataset);
        Dictionary<int, TrialRow> Trials(string learner) =>
            cells.Completed(learner, answer.Size, 0).Where(row => row.Slices is { IsDefaultOrEmpty: false }).ToDictionary(row => row.Replicate);
        string[] rivals = [.. answer.Standings.Where(standing => standing.Family != answer.Standings[0].Family).DistinctBy(standing => standing.Family).Select(standing => standing.Learner)];
        List<SliceGap> gaps = [];
        foreach (string rival in rivals)
        {
            (TrialRow A, TrialRow B)[] pairs = [.. Trials(answer.Winner).Join(Trials(rival), a => a.Key, b => b.Key, (a, b) => (a.Value, b.Value))];
            if (pairs.Length > 1)
            {
                gaps.AddRange(Of(dataset, answer.Winner, rival, pairs));
            }
        }

        double[] adjusted = Holm.Adjust([.. gaps.Select(gap => gap.PValue)]);
        return gaps.Select((gap, i) => gap with { PValue = adjusted[i], Questions = gaps.Count }).OrderBy(gap => gap.PValue).ThenByDescending(gap => Math.Abs(gap.Difference) / (gap.High - gap.Low));
    }

    private static IEnumerable<SliceGap> Of(DatasetSummary dataset, string a, string b, (TrialRow A, TrialRow B)[] pairs)
    {
        bool numbers = dataset.Task == TaskKind.Regression;
        SamplingDesign design = SamplingDesign.Of(dataset);
        List<(SliceLoss Slice, Contrast[] Each)> asked = [];
        foreach (var by in pairs[0].A.Slices!.Value.GroupBy(slice => slice.By))
        {
            SliceLoss[] parts = [.. by.DistinctBy(slice => slice.Part)];

            // Of two parts each is the rest of the other: one question.
            foreach (SliceLoss slice in parts.Length == 2 ? parts.OrderBy(part => part.Rows).Take(1) : parts)
            {
                Contrast?[] each = [.. pairs.Select(pair => Contrast.Of(pair.A.Slices!.Value, pair.B.Slices!.Value, slice, numbers))];
                if (each.All(one => one is not null))
                {
                    asked.Add((slice, [.. each.Select(one => one!)]));
                }
            }
        }

        if (asked.Count == 0)
        {
            yield break;
        }

        double dispersion = asked.Average(one => MeanInterval.Of([.. one.Each.Select(e => e.Difference)]).Variance / one.Each.Average(e => e.Variance));
        double freedom = (pairs.Length - 1) * Math.Min(MostWitnesses, asked.Select(one => one.Slice.By).Distinct().Count());
        double t = StudentT.InvCDF(0, 1, freedom, 0.975), common = design.FixedTest ? OfFixedTest(dataset, pairs) : 0;
        foreach (var (slice, each) in asked)
        {
            double independent = each.Average(e => e.Variance), mean = each.Average(e => e.Difference);
            double seen = independent * (dispersion / pairs.Length + Math.Min(dispersion, 1) * design.SplitRatio), extra = common * independent;
            double half = Math.Sqrt(t * t * seen + Normal975 * Normal975 * extra), error = Math.Sqrt(seen + extra);
            double p = error > 0 ? 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean) / error) : 1;
            yield return new SliceGap(
                dataset.Id, a, b, slice, each.Average(e => e.Rows), each.Average(e => e.LossA), each.Average(e => e.LossB), each.Average(e => e.Lead),
                each.Average(e => e.Elsewhere), mean, mean - half, mean + half, p, 0);
        }
    }

    /// <summary>Variance over the rows of the fixed test part, as a share of that of independent errors; 1, which is wide, where the rows were not recorded.</summary>
    private static double OfFixedTest(DatasetSummary dataset, (TrialRow A, TrialRow B)[] pairs)
    {
        double a = pairs.Average(pair => pair.A.Metrics.GetValueOrDefault("error")), b = pairs.Average(pair => pair.B.Metrics.GetValueOrDefault("error"));
        double independent = (a * (1 - a) + b * (1 - b)) / dataset.TestRows;
        return independent > 0 && pairs.All(pair => pair.A.TestErrors is not null && pair.B.TestErrors is not null)
            && ErrorBits.VarianceOfDifference([.. pairs.Select(pair => (pair.A.TestErrors!, pair.B.TestErrors!))], dataset.TestRows) is double seen
            ? seen / independent
            : 1;
    }

    /// <summary>One part in one replicate.</summary>
    /// <param name="Variance">Of <see cref="Difference"/> if all errors were independent.</param>
    private sealed record Contrast(double Rows, double LossA, double LossB, double Lead, double Elsewhere, double Variance)
    {
        public double Difference => Lead - Elsewhere;

        /// <summary>Null where the part or the rest is too small, or a learner makes no error in one of them that a ratio could be of.</summary>
        public static Contrast? Of(IReadOnlyList<SliceLoss> a, IReadOnlyList<SliceLoss> b, SliceLoss slice, bool numbers)
        {
            (Moments In, Moments Out)? one = Split(a, slice), other = Split(b, slice);
            if (one is not { } first || other is not { } second || first.In.Rows < LeastRows || first.Out.Rows < LeastRows || first.In.Rows != second.In.Rows)
            {
                return null;
            }

            Moments[] all = [first.In, first.Out, second.In, second.Out];
            if (!numbers)
            {
                double independent = all.Sum(part => part.Variance / part.Rows);
                return independent > 0 ? new Contrast(first.In.Rows, first.In.Mean, second.In.Mean, second.In.Mean - first.In.Mean, second.Out.Mean - first.Out.Mean, independent) : null;
            }

            // Of ln √mean the variance is var/(4·n·mean²), by the delta method.
            double relative = all.Sum(part => part.Variance / (4 * part.Rows * part.Mean * part.Mean));
            return all.All(part => part.Mean > 0) && relative > 0
                ? new Contrast(first.In.Rows, Math.Sqrt(first.In.Mean), Math.Sqrt(second.In.Mean), Math.Log(second.In.Mean / first.In.Mean) / 2, Math.Log(second.Out.Mean / first.Out.Mean) / 2, relative)
                : null;
        }

        private static (Moments In, Moments Out)? Split(IReadOnlyList<SliceLoss> slices, SliceLoss wanted)
        {
            SliceLoss[] parts = [.. slices.Where(slice => slice.By == wanted.By)];
            return parts.FirstOrDefault(part => part.Part == wanted.Part) is not { } own || parts.Length < 2 ? null
                : (Moments.Of([own]), Moments.Of([.. parts.Where(part => part.Part != wanted.Part)]));
        }
    }

    private sealed record Moments(double Rows, double Mean, double Variance)
    {
        public static Moments Of(SliceLoss[] parts)
        {
            double rows = parts.Sum(part => (double)part.Rows), mean = parts.Sum(part => part.Rows * part.Loss) / Math.Max(1, rows);
            double own = parts.Sum(part => part.Rows * ((part.Variance ?? part.Loss * (1 - part.Loss)) + (part.Loss - mean) * (part.Loss - mean)));
            return new Moments(rows, mean, own / Math.Max(1, rows));
        }
    }
}
