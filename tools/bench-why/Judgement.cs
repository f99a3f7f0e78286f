using MlCompare.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>One predictor against one gap.</summary>
/// <param name="Adjusted">p-value for all of them together (Benjamini and Hochberg).</param>
public sealed record Relation(Gap Gap, int Predictor, RankRelation Found, double Adjusted)
{
    private const double FalseDiscoveries = 0.05;

    public bool IsFinding => Adjusted <= FalseDiscoveries;
}

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
        (Gap Gap, int Predictor, RankRelation Found)[] found = [.. Gap.All.SelectMany(gap =>
            BenchWhy.Predictors.Titles.Select((_, j) => (gap, j, Relate(tables, predictors, gap, j, permutations))))];
        double[] adjusted = BenjaminiHochberg.Adjust([.. found.Select(one => one.Found.PValue)]);
        return new Judgement(tables, predictors, predictions, [.. found.Select((one, i) => new Relation(one.Gap, one.Predictor, one.Found, adjusted[i]))]);
    }

    /// <summary>By the plan's rule: confirmed for a gap, refuted when neither gap has more tables right than the baseline, else inconclusive.</summary>
    public string Verdict => (Predictions.Count(one => one.Confirmed), Predictions.All(one => one.More <= 0)) switch
    {
        (2, _) => "confirmed for both gaps",
        (1, _) => $"confirmed for one gap ({Words.Of(Gap.All[Array.FindIndex(Predictions, one => one.Confirmed)])}), not for the other",
        (_, true) => "refuted",
        _ => "inconclusive",
    };

    /// <summary>Over the tables that have both.</summary>
    private static RankRelation Relate(TableRecord[] tables, double?[][] predictors, Gap gap, int predictor, int permutations)
    {
        (double X, double Y)[] pairs = [.. tables.Select((table, i) => (predictors[i][predictor] ?? double.NaN, gap.Of(table)?.Mean ?? double.NaN))
            .Where(pair => double.IsFinite(pair.Item1) && double.IsFinite(pair.Item2))];
        return RankRelation.Of([.. pairs.Select(pair => pair.X)], [.. pairs.Select(pair => pair.Y)], permutations, new Rng(Seeds.From(1, "rank-correlation", gap.Name, predictor)));
    }
}
