using System.Globalization;

namespace MlCompare.Measures;

/// <summary>Predictions on which nothing can be measured: the trial has failed.</summary>
public sealed class UnusablePredictionException(string message) : Exception(message);

/// <summary>All measures of a catalog, taken together from one trial.</summary>
public sealed class MeasureSet(Catalog<IMeasure> measures)
{
    public MeasureSet()
        : this(Catalog.Scan<IMeasure>(typeof(MeasureSet).Assembly))
    {
    }

    public IReadOnlyCollection<IMeasure> Measures => measures.All;

    /// <summary>Measure id → value, in ordinal order; measures that do not apply are left out.</summary>
    /// <exception cref="UnusablePredictionException">The predictions break their contract, or a value is not finite.</exception>
    public SortedDictionary<string, double> Compute(Evidence evidence)
    {
        if (PredictionFault.Find(evidence.Prediction, evidence.TestLabels) is string fault)
        {
            throw new UnusablePredictionException(fault);
        }

        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (IMeasure measure in measures.All.Where(measure => measure.Supports(evidence.TestLabels.Task)))
        {
            if (measure.Compute(evidence) is not double value)
            {
                continue;
            }

            if (!double.IsFinite(value))
            {
                throw new UnusablePredictionException(
                    $"{measure.Id} is {value.ToString(CultureInfo.InvariantCulture)} although every prediction is finite");
            }

            values[measure.Id] = value;
        }

        return values;
    }
}
