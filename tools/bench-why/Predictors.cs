using MlCompare.Statistics;

namespace MlCompare.BenchWhy;

/// <summary>The eight numbers of a table that the plan names, in its order; null where one is not defined. The first two are costs.</summary>
internal static class Predictors
{
    public static IReadOnlyList<string> Titles { get; } =
    [
        "turned axes, boosting",
        "useless columns, kernel",
        "roughness of the target",
        "heavy-tailed columns",
        "alignment with a kernel",
        "ln directions of spread",
        "noise of the labels",
        "categorical columns",
    ];

    public static double?[] Of(TableRecord table)
    {
        double[] heavy = [.. table.Draws.Select(draw => draw.HeavyTailed).OfType<double>()];
        return
        [
            Cost(table, draw => draw.Boosting, draw => draw.Rotated),
            Cost(table, draw => draw.Kernel, draw => draw.Widened),
            table.Draws.Average(draw => draw.Roughness),
            heavy.Length > 0 ? heavy.Average() : null,
            table.Draws.Average(draw => draw.Alignment),
            Math.Log(table.Draws.Average(draw => draw.Directions)),
            table.Draws.Average(draw => draw.Noise),
            (double)table.Categorical / table.Columns,
        ];
    }

    /// <summary>Share of the lead over the constant that is lost (<see cref="Sensitivity.Loss"/>); null where the lead is not shown to be there.</summary>
    private static double? Cost(TableRecord table, Func<DrawRecord, double> before, Func<DrawRecord, double> after)
    {
        MeanInterval lead = MeanInterval.Of([.. table.Draws.Select(draw => draw.Constant - before(draw))], table.SplitRatio);
        return lead.Low > 0 ? table.Draws.Average(draw => after(draw) - before(draw)) / lead.Mean : null;
    }
}
