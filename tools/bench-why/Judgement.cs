namespace MlCompare.BenchWhy;

/// <summary>All that the plan asks of the tables.</summary>
/// <param name="Predictions">Of the gaps, in their order.</param>
public sealed record Judgement(TableRecord[] Tables, double?[][] Predictors, SignPrediction[] Predictions, Relation[] Relations)
{
    public const int Permutations = 10_000;

    public static Judgement Of(IEnumerable<TableRecord> records, int permutations = Permutations)
    {
        TableRecord[] tables = [.. records.OrderBy(table => table.Id, StringComparer.Ordinal)];
        double?[][] predictors = [.. tables.Select(BenchWhy.Predictors.Of)];
        SignPrediction[] predictions = [.. Gap.All.Select(gap =>
            SignPrediction.Of(predictors, [.. tables.Select(gap.Sign)], permutations, new Rng(Seeds.From(1, "sign-prediction", gap.Name))))];
        return new Judgement(tables, predictors, predictions, Relation.All(tables, predictors, permutations));
    }

    /// <summary>By the plan's rule: confirmed for a gap, refuted when neither gap has more tables right than the baseline, else inconclusive.</summary>
    public string Verdict => (Predictions.Count(one => one.Confirmed), Predictions.All(one => one.More <= 0)) switch
    {
        (2, _) => "confirmed for both gaps",
        (1, _) => $"confirmed for one gap ({Words.Of(Gap.All[Array.FindIndex(Predictions, one => one.Confirmed)])}), not for the other",
        (_, true) => "refuted",
        _ => "inconclusive",
    };
}
