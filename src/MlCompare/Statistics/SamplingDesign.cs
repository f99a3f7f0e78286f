using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// How the replicates of one data set relate to each other, and so which interval their mean deserves.
/// <list type="bullet">
/// <item>Fresh draws: independent values, the ordinary t interval.</item>
/// <item>Re-splits of one finite set: replicates share test rows; the corrected resampled t of Nadeau and Bengio (2003). Its ratio is
/// test rows to pool rows, also where fewer rows than the pool were trained on: two replicates share no more rows than at full
/// size, and the ratio to the training rows (40 for 250 of 10,000) would drown everything.</item>
/// <item>A fixed test part: replicates vary the training rows only, at full size hardly those, so the variance between them says
/// nothing of the test rows. Their variance is added; the pool of training rows is taken as given, as it is for a user who
/// trains on all of it. For error rates it is taken row by row (<see cref="ErrorBits"/>). Results without recorded errors get a bound:
/// the rows on which exactly one of two learners errs number at most e = min(eA + eB, 2 − eA − eB) of all, so the difference δ has a
/// variance of at most (e − δ²)/rows. For the log ratio of root mean squared errors there is no such bound:
/// 1/rows is added, which is exact for Gaussian residuals that are uncorrelated between the learners, wide when they are correlated.
/// </item>
/// </list>
/// </summary>
/// <param name="FreshDraws">Replicates are independent.</param>
/// <param name="FixedTest">Replicates are tested on the same rows.</param>
/// <param name="TestRows">Test rows of a replicate.</param>
/// <param name="SplitRatio">Test rows / pool rows for re-splits, else 0.</param>
public sealed record SamplingDesign(bool FreshDraws, bool FixedTest, int TestRows, double SplitRatio)
{
    // One side of 95 %.
    private const double Missed = 0.025;

    public static SamplingDesign Of(DatasetSummary dataset) => new(
        dataset.FreshDraws,
        dataset.FixedTest && !dataset.FreshDraws,
        dataset.TestRows,
        dataset.FreshDraws || dataset.FixedTest ? 0 : dataset.TestRows / Math.Max(1.0, dataset.PoolRows));

    /// <summary>The name of the interval, for the reader of a verdict.</summary>
    public string Method(PairedDifferences pairs) =>
        FreshDraws ? "paired t over fresh draws"
        : !FixedTest ? "corrected resampled t (Nadeau and Bengio)"
        : pairs.TestVariance is null ? "paired t over training draws, plus a bound for the fixed test rows"
        : "paired t over training draws, plus the paired variance over the fixed test rows";

    /// <summary>Interval of the mean difference of two learners' losses.</summary>
    public MeanInterval Difference(PairedDifferences pairs)
    {
        double difference = Math.Min(1, Math.Abs(pairs.Mean));
        bool rates = pairs.Metric is "error" or "accuracy";
        double mean = pairs.MeanA + pairs.MeanB;
        double extra = !FixedTest || pairs.Count == 0 ? 0
            : rates && pairs.TestVariance is double seen ? seen
            : rates ? Math.Max(0, Math.Min(mean, 2 - mean) - difference * difference) / Math.Max(1, TestRows)
            : pairs.Relative ? 1.0 / Math.Max(1, TestRows)
            : 0;

        // Learners whose error rates differ by δ disagree on a share of at least |δ| of the rows.
        double least = rates && !FixedTest && pairs.Count > 1
            ? (difference - difference * difference) / Math.Max(1, TestRows) : 0;
        return MeanInterval.Of(pairs.Values, SplitRatio, extra, least) with
        {
            LeastHalf = (rates || pairs.Metric == "excessRisk") && pairs.Count > 1 ? 1 - Math.Pow(Missed, 1 / Math.Max(1, RowsOf(pairs.Count))) : 0,
        };
    }

    /// <summary>Interval of one learner's mean.</summary>
    public MeanInterval Single(IReadOnlyCollection<double> values, string metric)
    {
        double extra = 0;
        if (FixedTest && values.Count > 0)
        {
            double mean = values.Average();
            extra = metric is "error" or "accuracy" ? Math.Max(0, mean * (1 - mean)) / Math.Max(1, TestRows)
                : metric is "rmse" ? mean * mean / (2.0 * Math.Max(1, TestRows))
                : 0;
        }

        return MeanInterval.Of(values, SplitRatio, extra) with
        {
            Range = MeasureScale.Of(metric).Range,
            Rows = metric is "error" or "accuracy" ? RowsOf(values.Count) : 0,
        };
    }

    /// <summary>Different test rows of so many replicates; for re-splits as many as are expected.</summary>
    public double RowsOf(int replicates)
    {
        double all = TestRows * (1 + 1 / SplitRatio);
        return FixedTest ? TestRows
            : SplitRatio > 0 ? all * (1 - Math.Pow(1 - TestRows / all, replicates))
            : (double)TestRows * replicates;
    }
}
