using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>Errors without the noise of the test labels, where the data know their truth.</summary>
public static class CleanRisk
{
    /// <summary>
    /// On the test rows. Classes: the mean of 1 − P(predicted class | x), less that of the best rule; without truth the share of wrong rows.
    /// Numbers: mean (f(x) − E(y | x))², without truth (f(x) − y)².
    /// </summary>
    public static double Of(IPredictor model, Block block)
    {
        Prediction prediction = model.Predict(block.TestFeatures);
        int[] rows = [.. Enumerable.Range(0, prediction.Count)];
        return block.TestLabels.Task == TaskKind.Regression
            ? rows.Average(row => Math.Pow(prediction.Row(row)[0] - (block.TestTruth is { } known ? known.Row(row)[0] : block.TestLabels.Values[row]), 2))
            : block.TestTruth is { } truth
            ? rows.Average(row => Most(truth.Row(row)) - truth.Row(row)[prediction.Class(row)])
            : rows.Average(row => prediction.Class(row) == block.TestLabels.Classes[row] ? 0.0 : 1);
    }

    /// <summary>On the training rows against the labels given: share of wrong rows, or squared error relative to the labels' variance.</summary>
    public static double OfTraining(IPredictor model, TrainingSet train)
    {
        Prediction prediction = model.Predict(train.Features);
        int[] rows = [.. Enumerable.Range(0, prediction.Count)];
        if (train.Task != TaskKind.Regression)
        {
            return rows.Average(row => prediction.Class(row) == train.Labels.Classes[row] ? 0.0 : 1);
        }

        double mean = train.Labels.Values.Average(), variance = train.Labels.Values.Average(value => (value - mean) * (value - mean));
        return rows.Average(row => Math.Pow(prediction.Row(row)[0] - train.Labels.Values[row], 2)) / variance;
    }

    private static double Most(ReadOnlySpan<double> values)
    {
        double most = values[0];
        foreach (double value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }
}
