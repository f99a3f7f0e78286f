using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Exports;

/// <summary>A written model against the one it was written from, on the same rows.</summary>
/// <param name="Format">Id of the exporter.</param>
/// <param name="Runtime">Name and version of what ran the file.</param>
/// <param name="Difference">
/// Largest difference of a probability; of numbers, largest difference relative to the number or to the standard deviation of all predictions, whichever is
/// larger, so that the unit of the target does not matter. The files give single precision, so the model's own numbers are rounded to it before. Not a
/// number when a prediction is none.
/// </param>
public sealed record ExportCheck(string Format, string Runtime, int Rows, double Difference)
{
    public static ExportCheck Run(IModelRuntime runtime, string path, FittedModel model, FeatureTable rows)
    {
        Prediction own = model.Model.Predict(rows), other = runtime.Predict(path, model, rows);
        if (other.Columns != own.Columns || other.Count != own.Count)
        {
            throw new InputException(
                $"the file gives {other.Count} × {other.Columns} numbers, the model {own.Count} × {own.Columns}", path, "report this; the file is not to be used");
        }

        double difference = Largest(own.Values, other.Values, model.Labels.Task == TaskKind.Regression);
        return new ExportCheck(runtime.Format, $"{runtime.Id} {runtime.Version}", rows.Count, difference);
    }

    internal static double Largest(ReadOnlySpan<double> own, ReadOnlySpan<double> other, bool relative)
    {
        double unit = relative ? Deviation(own) : 1, largest = 0;
        for (int i = 0; i < own.Length; i++)
        {
            // Math.Max hands a NaN on.
            double value = (float)own[i], scale = relative ? Math.Max(unit, Math.Abs(value)) : 1;
            largest = Math.Max(largest, value == other[i] ? 0 : Math.Abs(value - other[i]) / scale);
        }

        return largest;
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean) / values.Length;
        }

        return Math.Sqrt(squares);
    }
}
