using MathNet.Numerics.Distributions;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Forecasts of ln(excess risk) at more rows from three small sizes, each fitted on three draws of rows under the same rule, and written down
/// before any larger size is measured: a power law by least squares, and as baselines the last value and the power law through the last two
/// sizes. Each is a Student distribution with centre, spread and degrees of freedom. Rows of the cell: the size that is forecast.
/// </summary>
public sealed class Forecasts : IInstrument
{
    public static readonly int[] Sizes = [125, 250, 500];

    private const int Draws = 3;

    public string Id => "forecast";

    public bool ComesFirst => true;

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        ILearner learner = bench.Learner(cell);
        double[][] logs = [.. Sizes.Select(rows => Enumerable.Range(1, Draws).Select(draw =>
        {
            Block block = bench.Block(cell with { Rows = rows }, draw);
            Prediction prediction = learner.Fit(block.Train, new FitContext(Seeds.From(LedgerBench.Seed(cell), draw), cancel)).Predict(block.TestFeatures);
            return Math.Log(Families.Floor(new ExcessRisk().Compute(new Evidence(prediction, block.TestLabels, block.TestTruth))!.Value));
        }).ToArray())];
        double[] means = [.. logs.Select(values => values.Average())];

        // Spread of one value about its size's mean, pooled over the sizes: what a single run at the large size will have too.
        int freedom = Sizes.Length * (Draws - 1);
        double pooled = Math.Sqrt(logs.Zip(means, (values, mean) => values.Sum(v => (v - mean) * (v - mean))).Sum() / freedom);
        double[] x = [.. Sizes.Select(n => Math.Log(n))];
        double target = Math.Log(cell.Rows), slope = Families.Slope(x, means), centre = x.Average();
        double squares = Draws * x.Sum(v => (v - centre) * (v - centre));
        double residuals = logs.Zip(x, (values, at) => values.Sum(v => Math.Pow(v - means.Average() - slope * (at - centre), 2))).Sum();
        int lineFreedom = Sizes.Length * Draws - 2;
        double lineSpread = Math.Sqrt(residuals / lineFreedom * (1 + 1.0 / (Sizes.Length * Draws) + (target - centre) * (target - centre) / squares));
        double steps = (target - x[^1]) / (x[^1] - x[^2]);
        return new(StringComparer.Ordinal)
        {
            ["law"] = means.Average() + slope * (target - centre),
            ["lawSpread"] = Least(lineSpread),
            ["lawFreedom"] = lineFreedom,
            ["last"] = means[^1],
            ["lastSpread"] = Least(pooled * Math.Sqrt(1 + 1.0 / Draws)),
            ["lastFreedom"] = freedom,
            ["two"] = means[^1] + (means[^1] - means[^2]) * steps,
            ["twoSpread"] = Least(pooled * Math.Sqrt(1 + ((1 + steps) * (1 + steps) + steps * steps) / Draws)),
            ["twoFreedom"] = freedom,
        };
    }

    /// <summary>Log density of what came, under a forecast.</summary>
    internal static double Score(double centre, double spread, double freedom, double value) =>
        double.IsNaN(value + centre) ? double.NaN : StudentT.PDFLn(centre, spread, freedom, value);

    /// <summary>Whether what came lies in the central 90 %.</summary>
    internal static bool Covers(double centre, double spread, double freedom, double value) =>
        Math.Abs(value - centre) <= spread * StudentT.InvCDF(0, 1, freedom, 0.95);

    // Three draws may agree by luck; nothing is known to a hundredth.
    private static double Least(double spread) => Math.Max(spread, 0.01);
}
