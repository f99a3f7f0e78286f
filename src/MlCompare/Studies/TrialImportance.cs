using System.Globalization;
using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>
/// Asks a trial's model which columns it leans on. Bounded: some hundred test rows, some ten thousand predictions, and no more columns
/// in the results than anybody reads. All learners of a replicate meet the same rows and the same shuffles.
/// </summary>
internal static class TrialImportance
{
    private const int MostRows = 500, MostRepeats = 5, MostPredictions = 100_000, MostKept = 20;

    /// <summary>
    /// Cells that those predictions read: each of them reads a whole row. Of a table of 10,000 columns and 8 test rows a network took over five
    /// minutes a trial.
    /// </summary>
    private const long MostCells = 50_000_000;

    // Measured: 40 to 60 ns a leaf and row (31 leaves a tree), so under two seconds.
    private const long MostLeafVisits = 30_000_000;

    private const int LeastShapRows = 10;

    /// <summary>The figures; null for inputs that are no table, for baselines, which use none, and where the plan does not ask.</summary>
    public static ModelImportance? Of(IPredictor model, TrialPlan plan, Block block, Study study, CancellationToken cancel)
    {
        if (!plan.Explain || block.TestFeatures.Modality != Modality.Tabular || plan.Contestant.Learner.Family == Family.Baseline)
        {
            return null;
        }

        ulong seed = Seeds.From(study.Seed, plan.Dataset, "replicate", plan.Replicate, "importance");
        int[] rows = Rows(block.TestFeatures.Count, seed);
        FeatureTable features = block.TestFeatures.Select(rows);
        int width = features.Columns.Length;
        int repeats = Repeats(rows.Length, width);
        Labels labels = block.TestLabels.Select(rows);
        IReadOnlyList<LossIncrease>? increases = repeats > 0
            ? PermutationImportance.Of(model, features, labels, repeats, seed, cancel)
            : null;
        IShapley? shapley = model as IShapley;
        int? shapRows = shapley is null ? null : ShapRows(rows.Length, shapley.Leaves);
        double[]? shap = shapley is null ? null : Shares(shapley.Attribute(features.Head(shapRows!.Value)).MeanAbsolute());
        IReadOnlyList<double>? gain = (model as IGainImportance)?.GainImportance;
        bool[] kept = new bool[width];
        Keep(kept, increases is null ? null : [.. increases.Select(increase => increase.Mean)]);
        Keep(kept, shap);
        Keep(kept, gain);
        return new ModelImportance(
            PermutationImportance.Measure(labels.Task),
            Rounded(PermutationImportance.Loss(model.Predict(features), labels)),
            rows.Length,
            repeats,
            shapRows,
            width,
            [.. Enumerable.Range(0, width).Where(j => kept[j]).Select(j => new ColumnImportance(
                features.Columns[j].Name,
                Rounded(increases?[j].Mean),
                Rounded(increases?[j].StandardError),
                Rounded(shap?[j]),
                Rounded(gain?[j])))]);
    }

    /// <summary>Shuffles of each column; 0 where even one takes too long.</summary>
    internal static int Repeats(int rows, int width)
    {
        long predictions = (long)rows * width;
        return (int)Math.Min(MostRepeats, Math.Min(MostPredictions / predictions, MostCells / predictions / width));
    }

    /// <summary>In random order, so that the first of them will do where fewer are wanted.</summary>
    private static int[] Rows(int count, ulong seed) => new Rng(Seeds.From(seed, "rows")).Permutation(count)[..Math.Min(count, MostRows)];

    private static int ShapRows(int rows, long leaves) =>
        (int)Math.Min(rows, Math.Max(LeastShapRows, MostLeafVisits / Math.Max(1, leaves)));

    private static double[] Shares(double[] values)
    {
        double total = values.Sum();
        return total > 0 ? [.. values.Select(value => value / total)] : values;
    }

    private static void Keep(bool[] kept, IReadOnlyList<double>? figures)
    {
        foreach (int j in Enumerable.Range(0, figures?.Count ?? 0).OrderByDescending(j => figures![j]).ThenBy(j => j).Take(MostKept))
        {
            kept[j] = true;
        }
    }

    /// <summary>Six digits: rows stay short.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double? Rounded(double? value) => value is double known ? Rounded(known) : null;
}
