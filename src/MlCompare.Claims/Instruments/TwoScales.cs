using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// A regression on one column with a slow wave and a fast one of equal power, and little noise: how much of each a learner misses, by projecting
/// its predictions on a grid onto the two waves (1: all of it, 0: nothing).
/// </summary>
public sealed class TwoScales : IInstrument
{
    private const int Grid = 4096, Slow = 1, Fast = 12;
    private const double Deviation = 0.1;

    public string Id => "two-scales";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "two scales", cell.Replicate));
        double[] phases = [rng.NextDouble(0, 2 * Math.PI), rng.NextDouble(0, 2 * Math.PI)];
        float[] x = [.. Enumerable.Range(0, cell.Rows).Select(_ => (float)rng.NextDouble())], grid = [.. Enumerable.Range(0, Grid).Select(i => (i + 0.5f) / Grid)];
        double[] y = [.. x.Select(at => Wave(at, Slow, phases[0]) + Wave(at, Fast, phases[1]) + Deviation * rng.NextGaussian())];
        IPredictor model = bench.Learner(cell).Fit(new TrainingSet(Table(x), Labels.OfValues(y)), new FitContext(LedgerBench.Seed(cell), cancel));
        double[] predicted = model.Predict(Table(grid)).Values;
        return new(StringComparer.Ordinal) { ["slow"] = Missed(predicted, grid, Slow, phases[0]), ["fast"] = Missed(predicted, grid, Fast, phases[1]) };
    }

    private static FeatureTable Table(float[] x) => new(Modality.Tabular, [new NumericColumn("x", x)]);

    private static double Wave(double x, int frequency, double phase) => Math.Sqrt(2) * Math.Cos(2 * Math.PI * frequency * x + phase);

    /// <summary>(1 − ⟨f, wave⟩)² + ⟨f, quarter-shifted wave⟩²: the two are orthonormal on the grid.</summary>
    private static double Missed(double[] f, float[] grid, int frequency, double phase)
    {
        double along = f.Zip(grid, (value, x) => value * Wave(x, frequency, phase)).Average(), across = f.Zip(grid, (value, x) => value * Wave(x, frequency, phase + Math.PI / 2)).Average();
        return (1 - along) * (1 - along) + across * across;
    }
}
