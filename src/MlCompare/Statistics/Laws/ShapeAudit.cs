namespace MlCompare.Statistics.Laws;

/// <summary>
/// Whether a curve may be described by a law at all. About one in seven learning curves gets worse somewhere (LCDB 1.1, 2025), and a law fitted
/// to such a curve forecasts something that the learner does not do.
/// </summary>
/// <param name="Refusal">Why no law is fitted; null when one may be.</param>
/// <param name="RisesFrom">Rows from which the loss rises to the next size, beyond chance; null when it does nowhere.</param>
/// <param name="RisesTo">The next size.</param>
public sealed record ShapeAudit(string? Refusal, int? RisesFrom = null, int? RisesTo = null)
{
    /// <summary>Fewer replicates tell too little of the curve's errors.</summary>
    public const int LeastReplicates = 3;

    public const int LeastSizes = 3;

    private const double Level = 0.05;

    private static readonly ShapeAudit Sound = new(Refusal: null);

    /// <summary>Paired one-sided t between successive sizes, adjusted by Holm over the steps of the curve.</summary>
    internal static ShapeAudit Of(LawCurve curve)
    {
        if (curve.Rows.Count < LeastSizes)
        {
            return new ShapeAudit($"fewer than {LeastSizes} sizes");
        }

        if (curve.Fewest < LeastReplicates)
        {
            return new ShapeAudit($"fewer than {LeastReplicates} replicates at a size");
        }

        if (Enumerable.Range(0, curve.Rows.Count).Any(i => !(curve.Mean(i) > 0)))
        {
            return new ShapeAudit("the loss reaches zero");
        }

        double[] adjusted = Holm.Adjust([.. Enumerable.Range(1, curve.Rows.Count - 1).Select(i => Rise(curve, i))]);
        int worst = Enumerable.Range(0, adjusted.Length).MinBy(i => adjusted[i]);
        return adjusted[worst] <= Level
            ? new ShapeAudit("the loss rises with more rows", curve.Rows[worst], curve.Rows[worst + 1])
            : Sound;
    }

    /// <summary>One-sided p-value of no rise from the size before.</summary>
    private static double Rise(LawCurve curve, int size)
    {
        var (before, after) = (curve.Losses[size - 1], curve.Losses[size]);
        double[] rises = [.. before.Keys.Where(after.ContainsKey).Select(replicate => after[replicate] - before[replicate])];
        MeanInterval interval = MeanInterval.Of(rises, curve.Design.SplitRatio);
        return interval.Mean > 0 ? interval.PValue(0) / 2 : 1;
    }
}
