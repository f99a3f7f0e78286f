using MlCompare.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>One predictor against one gap.</summary>
/// <param name="Adjusted">p-value for all of them together (Benjamini and Hochberg).</param>
public sealed record Relation(Gap Gap, int Predictor, RankRelation Found, double Adjusted)
{
    private const double FalseDiscoveries = 0.05;

    public bool IsFinding => Adjusted <= FalseDiscoveries;

    /// <summary>Every predictor against every gap, adjusted together.</summary>
    /// <param name="predictors">Table × predictor.</param>
    public static Relation[] All(TableRecord[] tables, double?[][] predictors, int permutations)
    {
        (Gap Gap, int Predictor, RankRelation Found)[] found = [.. Gap.All.SelectMany(gap =>
            Predictors.Titles.Select((_, j) => (gap, j, Relate(tables, predictors, gap, j, permutations))))];
        double[] adjusted = BenjaminiHochberg.Adjust([.. found.Select(one => one.Found.PValue)]);
        return [.. found.Select((one, i) => new Relation(one.Gap, one.Predictor, one.Found, adjusted[i]))];
    }

    /// <summary>Over the tables that have both.</summary>
    private static RankRelation Relate(TableRecord[] tables, double?[][] predictors, Gap gap, int predictor, int permutations)
    {
        (double X, double Y)[] pairs = [.. tables.Select((table, i) => (predictors[i][predictor] ?? double.NaN, gap.Of(table)?.Mean ?? double.NaN))
            .Where(pair => double.IsFinite(pair.Item1) && double.IsFinite(pair.Item2))];
        return RankRelation.Of([.. pairs.Select(pair => pair.X)], [.. pairs.Select(pair => pair.Y)], permutations, new Rng(Seeds.From(1, "rank-correlation", gap.Name, predictor)));
    }
}
