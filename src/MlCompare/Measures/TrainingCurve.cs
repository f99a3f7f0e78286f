using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Measures;

/// <summary>Errors after one step: shares of wrong rows, or root mean squared errors. Null where there are no such rows.</summary>
/// <param name="Test">On the test rows.</param>
/// <param name="Clean">On the training rows whose label is the true one.</param>
/// <param name="Corrupted">On the others, against the label given: 0 when all noise is learned by heart.</param>
/// <param name="Recovered">On the same rows, against the true label: 0 when the model sees through all noise.</param>
public sealed record TrainingPoint(int Network, int Step, double Test, double? Clean, double? Corrupted, double? Recovered);

/// <summary>
/// Follows a fit on a block and splits the errors by what the block knows and the learner does not: which labels are corrupted. Rows that
/// the learner holds out to stop by are among the training rows here; without early stopping there are none.
/// </summary>
/// <param name="every">Steps from one point to the next; a model of many steps is then asked less often.</param>
public sealed class TrainingCurve(Block block, int every = 1) : ITrainingObserver
{
    private readonly List<TrainingPoint> points = [];
    private readonly bool[] isCorrupted = Corruption(block);

    /// <summary>In the order of the steps, network by network.</summary>
    public IReadOnlyList<TrainingPoint> Points => points;

    public void After(TrainingStep step)
    {
        if (step.Number == 1)
        {
            points.RemoveAll(point => point.Network == step.Network);
        }

        if (step.Number % every != 0 && step.Number != step.Planned)
        {
            return;
        }

        IPredictor model = step.Model();
        Prediction train = model.Predict(block.Train.Features);
        points.Add(new TrainingPoint(
            step.Network,
            step.Number,
            Error(model.Predict(block.TestFeatures), block.TestLabels, _ => true) ?? double.NaN,
            Error(train, block.TrainTrue, row => !isCorrupted[row]),
            Error(train, block.Train.Labels, row => isCorrupted[row]),
            Error(train, block.TrainTrue, row => isCorrupted[row])));
    }

    private static bool[] Corruption(Block block) => [.. Enumerable.Range(0, block.Train.Count).Select(row =>
        block.Train.Task == TaskKind.Regression
            ? block.Train.Labels.Values[row] != block.TrainTrue.Values[row]
            : block.Train.Labels.Classes[row] != block.TrainTrue.Classes[row])];

    private static double? Error(Prediction prediction, Labels labels, Func<int, bool> counts)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Count).Where(counts)];
        return rows.Length == 0
            ? null
            : labels.Task == TaskKind.Regression
            ? Math.Sqrt(rows.Average(row => Math.Pow(prediction.Row(row)[0] - labels.Values[row], 2)))
            : rows.Average(row => prediction.Class(row) == labels.Classes[row] ? 0.0 : 1);
    }
}
