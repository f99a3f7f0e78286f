using System.Collections.Immutable;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>How far the confidence of one learner can be trusted at one level of noise.</summary>
/// <param name="Said">Mean confidence by tenth of confidence, over the replicates; NaN where <paramref name="Gaps"/> has none.</param>
/// <param name="Counts">Test rows a replicate by tenth of confidence, on average.</param>
/// <param name="Gaps">Share right less mean confidence by tenth of confidence; null where a replicate has too few rows.</param>
/// <param name="Risks">Error among the most confident 10 %, 20 %, …, 100 %.</param>
/// <param name="Calibration">Debiased calibration error; null when it was not measured.</param>
public sealed record ConfidenceCell(
    string Dataset, string Learner, int Rows, double Noise, ImmutableArray<double> Said, ImmutableArray<double> Counts, ImmutableArray<MeanInterval?> Gaps, ImmutableArray<MeanInterval> Risks,
    MeanInterval? Calibration, MeanInterval Silent, MeanInterval? Coverage, MeanInterval? SetSize);

/// <summary>Confidence over the replicates: at the largest size without noise, and under noise where it was tried at the most rows.</summary>
public static class ConfidenceAnalysis
{
    /// <summary>Tenths with fewer rows in a replicate say nothing.</summary>
    public const int LeastRows = 10;

    /// <summary>By data set, then noise, then learner; trials without a profile are left out.</summary>
    public static IReadOnlyList<ConfidenceCell> Of(StudyResults results)
    {
        List<ConfidenceCell> found = [];
        foreach (DatasetSummary dataset in results.Header.Datasets.Where(dataset => dataset.Task != TaskKind.Regression))
        {
            TrialCells cells = new(results, dataset);
            foreach (double noise in cells.Noises)
            {
                int rows = cells.RowsAt(noise);
                foreach (LearnerSummary learner in results.Header.Learners)
                {
                    TrialRow[] trials = [.. cells.Completed(learner.Name, rows, noise).Where(trial => trial.Confidence is not null)];
                    if (trials.Length > 0)
                    {
                        found.Add(Of(dataset, learner.Name, rows, noise, trials));
                    }
                }
            }
        }

        return found;
    }

    private static ConfidenceCell Of(DatasetSummary dataset, string learner, int rows, double noise, TrialRow[] trials)
    {
        SamplingDesign design = SamplingDesign.Of(dataset);
        ConfidenceProfile[] profiles = [.. trials.Select(trial => trial.Confidence!)];
        double[] calibration = [.. trials.Select(trial => trial.Metrics.GetValueOrDefault("ece", double.NaN)).Where(double.IsFinite)];
        // What a fixed test part lacks in rows, the replicates do not show: a rate of so many rows has the variance of a rate.
        MeanInterval? Each(Func<ConfidenceProfile, double?> value, double rows, Func<ConfidenceProfile, double>? rate = null, MeasureRange? range = null) =>
            profiles.All(profile => value(profile) is not null)
                ? MeanInterval.Of([.. profiles.Select(profile => value(profile)!.Value)], design.SplitRatio, design.FixedTest ? OfRows(profiles.Average(rate ?? (profile => value(profile)!.Value)), rows) : 0) with
                {
                    Range = range ?? MeasureRange.Share,
                    Rows = range is { Most: > 1 } ? 0 : design.RowsOf(profiles.Length) * Math.Min(1, rows / dataset.TestRows),
                }
                : null;
        double[] said = [.. Enumerable.Range(0, ConfidenceProfile.Bins).Select(bin => profiles.Average(profile => profile.Said[bin]))];
        return new ConfidenceCell(
            dataset.Id, learner, rows, noise,
            [.. Enumerable.Range(0, ConfidenceProfile.Bins).Select(bin => profiles.All(profile => profile.Rows[bin] >= LeastRows) ? said[bin] : double.NaN)],
            [.. Enumerable.Range(0, ConfidenceProfile.Bins).Select(bin => profiles.Average(profile => profile.Rows[bin]))],
            [.. Enumerable.Range(0, ConfidenceProfile.Bins).Select(bin => Each(
                profile => profile.Rows[bin] < LeastRows ? null : profile.Right[bin] / (double)profile.Rows[bin] - profile.Said[bin],
                profiles.Average(profile => profile.Rows[bin]), profile => profile.Right[bin] / Math.Max(1.0, profile.Rows[bin]), new MeasureRange(-said[bin], 1 - said[bin])))],
            [.. Enumerable.Range(0, ConfidenceProfile.Bins).Select(tenth => Each(profile => profile.Risk[tenth], dataset.TestRows * (tenth + 1.0) / ConfidenceProfile.Bins)!)],
            calibration.Length == trials.Length ? design.Single(calibration, "ece") : null,
            Each(profile => profile.Silent, dataset.TestRows)!, Each(profile => profile.Coverage, dataset.TestRows / 2.0), Each(profile => profile.SetSize, dataset.TestRows / 2.0, _ => 0, new MeasureRange(0, Math.Max(2, dataset.Classes.Length))));
    }

    private static double OfRows(double rate, double rows) => Math.Max(0, rate * (1 - rate)) / Math.Max(1, rows);
}
