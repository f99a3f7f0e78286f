using System.Globalization;
using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Measures;

/// <summary>Looks for predictions that break the contract of <see cref="Prediction"/>, before anything is measured on them.</summary>
public static class PredictionFault
{
    /// <summary>Probabilities may miss a sum of one by this much; the learner contract is stricter (1e-9).</summary>
    private const double SumTolerance = 1e-6;

    /// <summary>What is wrong, as one sentence with the row (from 0) and the number; null when nothing is.</summary>
    public static string? Find(Prediction prediction, Labels labels)
    {
        bool isProbability = labels.Task != TaskKind.Regression;
        int columns = isProbability ? labels.ClassCount : 1;
        if (prediction.Columns != columns || prediction.Values.Length != labels.Count * columns)
        {
            return $"{prediction.Values.Length} predicted values in {prediction.Columns} column(s) for {labels.Count} test rows and {columns} column(s)";
        }

        for (int row = 0; row < labels.Count; row++)
        {
            ReadOnlySpan<double> values = prediction.Row(row);
            double sum = 0;
            foreach (double value in values)
            {
                if (!double.IsFinite(value))
                {
                    return $"the prediction for test row {row} is {Text(value)}";
                }

                if (isProbability && (value < 0 || value > 1))
                {
                    return $"a probability for test row {row} is {Text(value)}, outside 0 … 1";
                }

                sum += value;
            }

            if (isProbability && !(Math.Abs(sum - 1) <= SumTolerance))
            {
                return $"the probabilities for test row {row} sum to {Text(sum)}";
            }
        }

        return null;
    }

    internal static bool IsFinite(Prediction prediction)
    {
        foreach (double value in prediction.Values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
