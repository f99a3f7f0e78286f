using MlCompare.Measures;
using MlCompare.Studies;
using MlCompare.Theory;

namespace MlCompare.Statistics;

/// <summary>Where the label noise of one data set goes in one learner (<see cref="TwinFit"/>), over the replicates.</summary>
/// <param name="Level">Of the noise intervention.</param>
/// <param name="Absorbed">Share of the noise taken up on the training rows, above what another seed alone changes.</param>
/// <param name="Visible">What of it shows on test rows, above the same floor.</param>
/// <param name="Leak">Visible over absorbed; null where a replicate absorbs next to nothing.</param>
public sealed record LearnerNoise(string Dataset, string Learner, int Rows, double Level, MeanInterval Absorbed, MeanInterval Visible, MeanInterval? Leak)
{
    // Our own words for the figures: four fifths memorised, a tenth shown.
    private const double Much = 0.8, Little = 0.1;

    public bool Memorises => Absorbed.Mean >= Much;

    public bool Resists => Absorbed.Mean <= Little;

    /// <summary>Next to nothing of what is absorbed shows.</summary>
    public bool Hides => Leak is { } leak && leak.Mean <= Little;
}

/// <summary>Brings the twin fits of the replicates together.</summary>
public static class NoiseFateAnalysis
{
    /// <summary>In the order of the data sets, then of the learners; those without figures are left out.</summary>
    public static IReadOnlyList<LearnerNoise> Of(StudyResults results) =>
    [
        .. from dataset in results.Header.Datasets
           from learner in results.Header.Learners
           let rows = results.Rows.Where(row => row.Dataset == dataset.Id && row.Learner == learner.Name && row is { Outcome: Outcome.Completed, NoiseTwin: not null }).ToArray()
           where rows.Length > 0
           select Of(dataset, learner.Name, results.Noise(rows[0]), rows),
    ];

    private static LearnerNoise Of(DatasetSummary dataset, string learner, double level, TrialRow[] rows)
    {
        double ratio = SamplingDesign.Of(dataset).SplitRatio;
        TwinFit[] twins = [.. rows.Select(row => row.NoiseTwin!)];
        return new LearnerNoise(
            dataset.Id,
            learner,
            rows[0].TrainRows,
            level,
            MeanInterval.Of([.. twins.Select(twin => twin.Absorbed - twin.TrainFloor)], ratio),
            MeanInterval.Of([.. twins.Select(twin => Math.Max(0, twin.Visible - twin.TestFloor))], ratio) with { Range = MeasureRange.Positive },
            twins.All(twin => twin.Leak is not null) ? MeanInterval.Of([.. twins.Select(twin => twin.Leak!.Value)], ratio) with { Range = MeasureRange.Positive } : null);
    }
}
