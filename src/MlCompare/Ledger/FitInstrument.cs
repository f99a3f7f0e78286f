using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>Fits the learner and takes all measures on the test rows, and what confidence is worth (<see cref="ConfidenceFigures"/>).</summary>
public sealed class FitInstrument : IInstrument
{
    public const string Name = "fit";

    public string Id => Name;

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Block block = bench.Block(cell);
        ILearner learner = bench.Learner(cell);
        if (learner.Decline(block.Train) is string reason)
        {
            throw new InvalidOperationException($"{learner.Id} declines: {reason}");
        }

        IPredictor model = learner.Fit(block.Train, new FitContext(LedgerBench.Seed(cell), cancel));
        Prediction prediction = model.Predict(block.TestFeatures);
        SortedDictionary<string, double> values = bench.Plugins.Measures.Compute(new Evidence(prediction, block.TestLabels, block.TestTruth));
        if (block.TestLabels.Task != TaskKind.Regression)
        {
            ConfidenceFigures.AddTo(values, prediction, block);
        }

        return values;
    }
}
