using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>Differences between two learners in the same cell, replicate by replicate; positive where A is better.</summary>
/// <param name="ByReplicate">Replicates in which both completed.</param>
/// <param name="Unpaired">Replicates tried in which one or both did not complete.</param>
/// <param name="Metric">The metric compared; "excessRisk" stands in for "error" where the truth is known.</param>
/// <param name="Relative">The differences are log ratios.</param>
/// <param name="MeanA">Mean metric of A over the pairs.</param>
/// <param name="MeanB">Mean metric of B over the pairs.</param>
public sealed record PairedDifferences(
    IReadOnlyDictionary<int, double> ByReplicate, int Unpaired, string Metric, bool Relative, double MeanA, double MeanB)
{
    /// <summary>Variance of the mean that is due to a fixed test part, seen row by row; null when it was not recorded.</summary>
    public double? TestVariance { get; init; }

    public IReadOnlyCollection<double> Values => [.. ByReplicate.Values];

    public int Count => ByReplicate.Count;

    public double Mean => Count == 0 ? double.NaN : ByReplicate.Values.Average();

    /// <summary>
    /// Where the conditional distribution is known, the excess risk is compared instead of the error: its difference has the same
    /// expectation, without the variance of the test labels.
    /// </summary>
    internal static PairedDifferences Of(TrialCells cells, string a, string b, int rows, double noise, string measure)
    {
        if (measure == "error")
        {
            PairedDifferences excess = ByMetric(cells, a, b, rows, noise, "excessRisk");
            PairedDifferences error = ByMetric(cells, a, b, rows, noise, "error");
            return excess.Count > 0 && excess.Count >= error.Count ? excess : error;
        }

        return ByMetric(cells, a, b, rows, noise, measure);
    }

    private static PairedDifferences ByMetric(TrialCells cells, string a, string b, int rows, double noise, string metric)
    {
        MeasureScale scale = MeasureScale.Of(metric);
        SortedDictionary<int, double> valuesA = cells.Values(a, rows, noise, metric), valuesB = cells.Values(b, rows, noise, metric);
        int[] both = [.. valuesA.Keys.Where(valuesB.ContainsKey)];
        int tried = cells.Tried(a, rows, noise).Union(cells.Tried(b, rows, noise)).Count();
        return new PairedDifferences(
            new SortedDictionary<int, double>(both.ToDictionary(r => r, r => scale.Difference(valuesA[r], valuesB[r]))),
            tried - both.Length,
            metric,
            scale.Relative,
            both.Length == 0 ? double.NaN : both.Average(r => valuesA[r]),
            both.Length == 0 ? double.NaN : both.Average(r => valuesB[r]))
        {
            TestVariance = metric == "error" ? RowByRow(cells, a, b, rows, noise, both) : null,
        };
    }

    private static double? RowByRow(TrialCells cells, string a, string b, int rows, double noise, int[] replicates)
    {
        (string? A, string? B)[] errors = [.. replicates.Select(replicate =>
            (cells.TestErrors(a, rows, noise, replicate), cells.TestErrors(b, rows, noise, replicate)))];
        return errors.All(pair => pair.A is not null && pair.B is not null)
            ? ErrorBits.VarianceOfDifference([.. errors.Select(pair => (pair.A!, pair.B!))], cells.Dataset.TestRows)
            : null;
    }
}
