using MlCompare.Measures;

namespace MlCompare.Statistics;

/// <summary>How differences of a measure are taken: absolute or relative, and which sign is an advantage.</summary>
internal sealed record MeasureScale(string Id, bool Relative, bool HigherIsBetter, MeasureRange Range, Func<TaskKind, bool> Supports)
{
    private static readonly Lazy<Catalog<IMeasure>> Measures = new(() => Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly));

    public static MeasureScale Of(string id) => Measures.Value.TryGet(id, out IMeasure measure)
        ? new MeasureScale(id, Errors(id), measure.Direction == Direction.HigherIsBetter, measure.Range, measure.Supports)
        : new MeasureScale(id, Errors(id), false, MeasureRange.Any, task => id != "error" || task != TaskKind.Regression);

    /// <summary>Advantage of A over B.</summary>
    public double Difference(double a, double b)
    {
        if (!Relative)
        {
            return HigherIsBetter ? a - b : b - a;
        }

        // An error of zero would make the ratio infinite: a million to one says as much.
        double least = 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b));
        return least == 0 ? 0 : Math.Log(Math.Max(b, least) / Math.Max(a, least));
    }

    private static bool Errors(string id) => id is "rmse" or "mae";
}
