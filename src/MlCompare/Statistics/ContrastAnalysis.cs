using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// Answers the contrasts of a study: per data set from the replicates paired by number, with the interval that
/// <see cref="SamplingDesign"/> gives them; over three or more data sets from one mean difference each, with a t interval over the
/// data sets, because replicates of one data set are no independent witnesses of the others.
/// </summary>
public static class ContrastAnalysis
{
    /// <summary>Name of the verdict over several data sets.</summary>
    public const string All = "all";

    private const int LeastDatasets = 3;

    /// <summary>
    /// Verdicts in the order of the contrasts, within them of the data sets, then "all"; data sets whose task does not have the
    /// measure are left out.
    /// </summary>
    public static IReadOnlyList<Verdict> Of(StudyResults results)
    {
        TrialCells[] datasets = [.. results.Header.Datasets.Select(dataset => new TrialCells(results, dataset))];
        List<Verdict> verdicts = [];
        foreach (ContrastPlan contrast in results.Study.Contrasts)
        {
            MeasureScale scale = MeasureScale.Of(contrast.Measure);
            Verdict[] each = [.. datasets.Where(cells => scale.Supports(cells.Dataset.Task)).Select(cells => Of(cells, contrast))];
            verdicts.AddRange(each);
            Verdict[] paired = [.. each.Where(verdict => verdict.Pairs > 0)];
            if (paired.Length >= LeastDatasets)
            {
                MeanInterval interval = MeanInterval.Of([.. paired.Select(verdict => verdict.Estimate)]);
                double noise = paired.Max(verdict => verdict.Noise);
                verdicts.Add(Verdict(contrast, All, 0, noise, interval, "t over data sets, one mean difference each"));
            }
        }

        return verdicts;
    }

    internal static Verdict Of(TrialCells cells, ContrastPlan contrast)
    {
        double noise = contrast.At == "noisiest" ? cells.Noises.DefaultIfEmpty(0).Max() : 0;
        int rows = contrast.At switch
        {
            "noisiest" when cells.Noises.Count > 0 => cells.RowsAt(noise),
            "smallest" => cells.Sizes.DefaultIfEmpty(0).Min(),
            _ => cells.Sizes.DefaultIfEmpty(0).Max(),
        };
        PairedDifferences pairs = PairedDifferences.Of(cells, contrast.A, contrast.B, rows, noise, contrast.Measure);
        SamplingDesign design = SamplingDesign.Of(cells.Dataset);
        string method = design.Method(pairs)
            + (pairs.Metric == contrast.Measure ? "" : ", on the excess risk over the Bayes rule")
            + (pairs.Relative ? ", on the log ratio" : "")
            + (pairs.Unpaired > 0 ? $"; replicates without a pair: {pairs.Unpaired}" : "");
        return Verdict(contrast, cells.Dataset.Id, rows, noise, design.Difference(pairs), method);
    }

    private static Verdict Verdict(
        ContrastPlan contrast, string dataset, int rows, double noise, MeanInterval interval, string method) => new(
        contrast,
        dataset,
        rows,
        noise,
        interval.Mean,
        interval.Low,
        interval.High,
        interval.Count,
        interval.Decide(contrast.Margin),
        interval.CountToDecide(contrast.Margin),
        method);
}
