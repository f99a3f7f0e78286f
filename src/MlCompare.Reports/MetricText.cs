using MlCompare.Measures;

namespace MlCompare.Reports;

/// <summary>How metrics are named and written; those that nobody here knows appear under their ids.</summary>
internal static class MetricText
{
    private static readonly Lazy<Catalog<IMeasure>> Measures = new(() => Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly));

    // The usual order of a results table: decisions first, then probabilities, then ranking; errors before shares explained.
    private static readonly string[] Order =
        ["accuracy", "balancedAccuracy", "logLoss", "brier", "ece", "auc", "excessRisk", "rmse", "mae", "r2"];

    private static readonly string[] Shares = ["accuracy", "balancedAccuracy", "error", "ece", "excessRisk"];

    public static string Title(string id) => Measures.Value.TryGet(id, out IMeasure measure) ? measure.Title : id;

    public static int Rank(string id) => Array.IndexOf(Order, id) is >= 0 and int rank ? rank : Order.Length;

    public static string Value(string id, double value) =>
        Shares.Contains(id) ? Show.Percent(value)
        : id is "rmse" or "mae" ? Show.Value(value)
        : Show.Fixed(value, 3);

    /// <summary>Whether this is printed as the best of the column; of several equal as printed, all are.</summary>
    public static bool IsBest(string id, double value, IEnumerable<double> column)
    {
        double[] finite = column.Where(double.IsFinite).ToArray();
        if (finite.Length < 2 || !double.IsFinite(value) || !Measures.Value.TryGet(id, out IMeasure measure))
        {
            return false;
        }

        double best = measure.Direction == Direction.HigherIsBetter ? finite.Max() : finite.Min();
        return Value(id, value) == Value(id, best);
    }
}
