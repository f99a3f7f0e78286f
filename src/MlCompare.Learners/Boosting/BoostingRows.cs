using System.Diagnostics;
using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>What a fit needs of the features and not of the labels: the encoding, and the rows in bins.</summary>
internal sealed class BoostingRows
{
    public BoostingRows(FeatureTable features, BoostingOptions options, int threads, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        Features = features;
        Encoding = InputEncoding.Fit(features, options, cancel);
        Table = BinnedTable.Of(
            Encoding.Columns(features, cancel),
            options.BinsFor(Encoding.Width),
            options.MinCategoryRows,
            options.SparseBelow,
            cancel,
            threads);
        Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public FeatureTable Features { get; }

    public InputEncoding Encoding { get; }

    public BinnedTable Table { get; }

    /// <summary>What this took.</summary>
    public double Seconds { get; }
}
