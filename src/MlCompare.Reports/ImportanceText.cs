using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>What the models of a data set lean on, in sentences; said of intervals, so that one replicate says little.</summary>
internal static class ImportanceText
{
    // A column counts as used from a fifth of what the model's first column costs, and as spared when its interval ends below a tenth:
    // between the two nothing is said.
    private const double Used = 0.2, Spared = 0.1;

    // Gain that is worth a remark when the model can spare the column.
    private const double MuchGain = 0.05;

    private const int MostNamed = 4, MostSingled = 2;

    /// <summary>The best of each family, of those with permutation figures.</summary>
    public static IReadOnlyList<ModelUse> Best(Findings findings, DatasetSummary dataset) =>
    [
        .. findings.UsesOf(dataset).Where(use => use.Columns.Any(column => column.Increase is not null))
            .DistinctBy(use => findings.Learner(use.Learner)?.Family),
    ];

    /// <summary>"All three lean most on “income”, then on “age”. Only gradient boosting uses “zip”: …"</summary>
    public static IReadOnlyList<string> Of(Findings findings, IReadOnlyList<ModelUse> models)
    {
        List<string> sentences = [];
        if (models.Count == 0)
        {
            return sentences;
        }

        bool sure = models.All(model => model.Replicates > 1);
        string leans = Leans(findings, models);
        sentences.Add((sure ? Words.Capital(leans) : "In the one replicate, " + leans) + ".");
        if (sure)
        {
            sentences.AddRange(Singled(findings, models));
            string[] spared = [.. Names(models).Where(name => models.All(model => Spares(model, name)))];
            if (spared.Length > 0)
            {
                string who = models.Count == 1 ? Words.Capital(findings.The(models[0].Learner)) + " hardly needs" : "None of them needs";
                sentences.Add($"{who} {List(spared, "or")}: shuffled, {(spared.Length == 1 ? "it" : "each")} costs less than a tenth of what the first column does.");
            }
        }

        return sentences;
    }

    /// <summary>Where gain praises a column that the model can spare; null when it does nowhere.</summary>
    public static string? Flattery(Findings findings, ModelUse tree)
    {
        ColumnUse[] praised = [.. tree.Columns.Where(column => column.Gain >= MuchGain && Spares(tree, column.Column)).OrderByDescending(column => column.Gain)];
        return praised.Length == 0
            ? null
            : $"Gain credits {Quoted(praised[0].Column)} with {Show.Percent(praised[0].Gain!.Value, 0)} in {findings.The(tree.Learner)}, although shuffling it costs next to nothing: gain is counted on the training rows and flatters columns with many values.";
    }

    public static string Quoted(string column) => $"“{column}”";

    /// <summary>What the model's first column costs; 0 when no column costs anything.</summary>
    public static double First(ModelUse model) => model.Columns.Select(column => column.Increase?.Mean ?? 0).DefaultIfEmpty(0).Max();

    /// <summary>By the means that the chart shows; where an interval reaches zero, that is said.</summary>
    private static string Leans(Findings findings, IReadOnlyList<ModelUse> models)
    {
        var groups = models.GroupBy(Leader).OrderBy(group => group.Key is null).ToArray();
        if (groups.Length > 1 || groups[0].Key is null)
        {
            return string.Join("; ", groups.Select(group => $"{Show.List([.. group.Select(model => findings.The(model.Learner))])} "
                + (group.Count() == 1 ? "leans" : "lean")
                + (group.Key is null ? " on no column" : $" most on {Quoted(group.Key)}{Doubt(findings, [.. group], group.Key)}")));
        }

        string who = models.Count switch { 1 => findings.The(models[0].Learner) + " leans", 2 => "both families lean", _ => $"all {Number(models.Count)} families lean" };
        string[] next = [.. Uses(models[0]).Where(name => name != groups[0].Key && models.All(model => Uses(model).Contains(name))).Take(2)];
        return $"{who} most on {Quoted(groups[0].Key!)}{Doubt(findings, models, groups[0].Key!)}{(next.Length > 0 ? $", then on {List(next)}" : "")}";
    }

    private static string Doubt(Findings findings, IReadOnlyList<ModelUse> models, string name)
    {
        string[] doubtful = [.. models.Where(model => model.Replicates > 1 && !Uses(model).Contains(name)).Select(model => findings.The(model.Learner))];
        return doubtful.Length == 0 ? ""
            : doubtful.Length == models.Count ? $" (not surely: the interval{(models.Count == 1 ? " includes" : "s include")} zero)"
            : $" (not surely {Show.List(doubtful)}, whose interval{(doubtful.Length == 1 ? " includes" : "s include")} zero)";
    }

    /// <summary>The column that costs most on average; null when none costs anything.</summary>
    private static string? Leader(ModelUse model) =>
        First(model) > 0 ? model.Columns.First(column => column.Increase?.Mean == First(model)).Column : null;

    private static IEnumerable<string> Singled(Findings findings, IReadOnlyList<ModelUse> models) =>
        models.Count < 2 ? [] : models
            .SelectMany(model => Uses(model).Where(name => models.All(other => other == model || Spares(other, name))).Select(name => (model, name)))
            .GroupBy(pair => pair.model, pair => pair.name)
            .Take(MostSingled)
            .Select(group => $"Only {findings.The(group.Key.Learner)} uses {List([.. group])}, which the {(models.Count == 2 ? "other can" : "others can")} spare.");

    /// <summary>Columns shown to be used, the first one first.</summary>
    private static List<string> Uses(ModelUse model)
    {
        double first = First(model);
        return [.. model.Columns
            .Where(column => column.Increase is { } increase && increase.Mean > 0 && increase.Mean >= Used * first && (increase.Count < 2 || increase.Low > 0))
            .OrderByDescending(column => column.Increase!.Mean)
            .Select(column => column.Column)];
    }

    private static bool Spares(ModelUse model, string name) =>
        model.Columns.FirstOrDefault(column => column.Column == name)?.Increase is { } increase && increase.High < Spared * First(model);

    private static IEnumerable<string> Names(IReadOnlyList<ModelUse> models) => models[0].Columns.Select(column => column.Column);

    private static string List(IReadOnlyList<string> names, string last = "and")
    {
        string[] shown = names.Count <= MostNamed
            ? [.. names.Select(Quoted)]
            : [.. names.Take(MostNamed - 1).Select(Quoted), $"{Show.Count(names.Count - MostNamed + 1)} others"];
        return shown.Length < 2 ? shown[0] : $"{string.Join(", ", shown[..^1])} {last} {shown[^1]}";
    }

    private static string Number(int count) => count switch { 3 => "three", 4 => "four", 5 => "five", _ => Show.Count(count) };
}
