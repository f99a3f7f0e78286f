using System.Collections.Immutable;
using MlCompare.Importance;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>What one column is to one learner, over the replicates.</summary>
/// <param name="Increase">Of the loss when the column is shuffled; null where columns were too many to shuffle.</param>
/// <param name="Shap">Mean share of the absolute Shapley values; null for models without.</param>
/// <param name="Gain">Mean share of the gain of all splits; null for models without.</param>
public sealed record ColumnUse(string Column, MeanInterval? Increase, double? Shap, double? Gain);

/// <summary>Which columns one learner leans on in one data set, at the largest size without noise.</summary>
/// <param name="Measure">"logLoss" or "rmse".</param>
/// <param name="Loss">Its mean over the replicates, all columns in place.</param>
/// <param name="Rows">Test rows looked at in each replicate.</param>
/// <param name="Width">Columns of the table.</param>
/// <param name="Columns">Those that each replicate reports, in the order of the table.</param>
public sealed record ModelUse(
    string Dataset, string Learner, string Measure, double Loss, int Rows, int Width, int Replicates, ImmutableArray<ColumnUse> Columns);

/// <summary>Brings the importances of the replicates together, with intervals that know the test rows and the splits.</summary>
public static class ImportanceAnalysis
{
    /// <summary>In the order of the data sets, then of the learners; those without figures are left out.</summary>
    public static IReadOnlyList<ModelUse> Of(StudyResults results) =>
    [
        .. from dataset in results.Header.Datasets
           from learner in results.Header.Learners
           let models = results.Rows
               .Where(row => row.Dataset == dataset.Id && row.Learner == learner.Name && row is { Outcome: Outcome.Completed, Importance: not null })
               .Select(row => row.Importance!).ToArray()
           where models.Length > 0
           select Of(dataset, learner, models),
    ];

    private static ModelUse Of(DatasetSummary dataset, LearnerSummary learner, ModelImportance[] models)
    {
        Dictionary<string, ColumnImportance>[] byName =
            [.. models.Select(model => model.Columns.DistinctBy(column => column.Name).ToDictionary(column => column.Name, StringComparer.Ordinal))];
        IEnumerable<string> everywhere =
            models[0].Columns.Select(column => column.Name).Distinct().Where(name => byName.All(columns => columns.ContainsKey(name)));
        return new ModelUse(
            dataset.Id,
            learner.Name,
            models[0].Measure,
            models.Average(model => model.Loss),
            models[0].Rows,
            models[0].Width,
            models.Length,
            [.. everywhere.Select(name => Of(dataset, models[0].Rows, name, [.. byName.Select(columns => columns[name])]))]);
    }

    private static ColumnUse Of(DatasetSummary dataset, int rows, string name, ColumnImportance[] columns) => new(
        name,
        columns.All(column => column.Permutation is not null) ? Interval(dataset, rows, columns) : null,
        columns.Average(column => column.Shap),
        columns.Average(column => column.Gain));

    /// <summary>
    /// A replicate's figure varies at least as its rows make it vary. On a fixed test part replicates share that much of their rows as
    /// was looked at: this share of the variance is common to all of them.
    /// </summary>
    private static MeanInterval Interval(DatasetSummary dataset, int rows, ColumnImportance[] columns)
    {
        SamplingDesign design = SamplingDesign.Of(dataset);
        double ofRows = columns.Average(column => column.PermutationError * column.PermutationError) ?? 0;
        double common = design.FixedTest ? Math.Min(1, rows / Math.Max(1.0, dataset.TestRows)) : 0;
        return MeanInterval.Of(
            [.. columns.Select(column => column.Permutation!.Value)], design.SplitRatio, common * ofRows, (1 - common) * ofRows);
    }
}
