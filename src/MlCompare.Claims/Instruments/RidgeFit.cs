using System.Text.Json.Nodes;
using MlCompare.Claims.Networks;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Fits the learner to a sine along one of ten directions, noise of the cell's standard deviation on the targets: squared error on new rows without noise, and
/// for a learner that does not stop early that of its best epoch, which only hindsight knows.
/// </summary>
public sealed class RidgeFit : IInstrument
{
    private const int Inputs = 10, TestRows = 1000, Every = 5;

    public string Id => "ridge-fit";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "ridge fit", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows rows = Rows.Ridge(cell.Rows, Inputs, direction, 0, rng), test = Rows.Ridge(TestRows, Inputs, direction, 0, rng);
        Labels noisy = Labels.OfValues([.. rows.Y.Select(y => y + cell.Noise * rng.NextGaussian())]), truth = Labels.OfValues(test.Y);
        Block block = new(new TrainingSet(Table(rows), noisy), Labels.OfValues(rows.Y), Table(test), truth, null, null);
        TrainingCurve? curve = cell.Parsed()["earlyStopping"] is JsonValue stops && !stops.GetValue<bool>() ? new TrainingCurve(block, Every) : null;
        double[] predicted = bench.Learner(cell).Fit(block.Train, new FitContext(LedgerBench.Seed(cell), cancel) { Observer = curve }).Predict(block.TestFeatures).Values;
        double error = test.MeanSquare(predicted);
        SortedDictionary<string, double> values = new(StringComparer.Ordinal) { ["error"] = error };
        if (curve is not null)
        {
            values["best"] = Math.Min(error, curve.Points.Min(point => point.Test * point.Test));
        }

        return values;
    }

    private static FeatureTable Table(Rows rows) => new(
        Modality.Tabular,
        Enumerable.Range(0, Inputs).Select(j => new NumericColumn($"x{j}", [.. Enumerable.Range(0, rows.Count).Select(row => (float)rows.X[row * Inputs + j])])));
}
