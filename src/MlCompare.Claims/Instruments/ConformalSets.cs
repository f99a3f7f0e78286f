using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Split conformal sets at 90 % (Vovk et al. 2005; score 1 − p of the label): fitted on half of the rows, calibrated on the other half, both as
/// noisy as the cell says, tested on rows as noisy and on clean ones. Beside coverage: set size, and the error on the surest 80 %.
/// </summary>
public sealed class ConformalSets : IInstrument
{
    public const double Miss = 0.1;

    public string Id => "conformal-sets";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Block block = bench.Block(cell);
        int half = block.Train.Count / 2;
        int[] back = [.. Enumerable.Range(half, block.Train.Count - half)];
        TrainingSet fit = new(block.Train.Features.Head(half), block.Train.Labels.Head(half));
        IPredictor model = bench.Learner(cell).Fit(fit, new FitContext(LedgerBench.Seed(cell), cancel));
        Prediction calibration = model.Predict(block.Train.Features.Select(back)), test = model.Predict(block.TestFeatures);
        double[] scores = [.. back.Select((row, i) => 1 - calibration.Row(i)[block.Train.Labels.Classes[row]]).Order()];
        int rank = (int)Math.Ceiling((scores.Length + 1) * (1 - Miss));
        double limit = rank <= scores.Length ? scores[rank - 1] : 1;

        Rng flips = new(Seeds.From(LedgerBench.Seed(cell), "test noise"));
        int classes = test.Columns;
        double covered = 0, coveredNoisy = 0, size = 0;
        for (int row = 0; row < test.Count; row++)
        {
            int label = block.TestLabels.Classes[row], noisy = flips.NextDouble() < cell.Noise ? (label + 1 + flips.NextInt(classes - 1)) % classes : label;
            bool Inside(int k, int at) => 1 - test.Row(at)[k] <= limit;
            covered += Inside(label, row) ? 1 : 0;
            coveredNoisy += Inside(noisy, row) ? 1 : 0;
            size += Enumerable.Range(0, classes).Count(k => Inside(k, row));
        }

        int[] surest = [.. Enumerable.Range(0, test.Count).OrderByDescending(row => test.Row(row)[test.Class(row)]).Take(test.Count * 4 / 5)];
        double error = Enumerable.Range(0, test.Count).Count(row => test.Class(row) != block.TestLabels.Classes[row]) / (double)test.Count;
        double selective = surest.Count(row => test.Class(row) != block.TestLabels.Classes[row]) / (double)surest.Length;
        return new(StringComparer.Ordinal)
        {
            ["coverage"] = covered / test.Count,
            ["coverageNoisy"] = coveredNoisy / test.Count,
            ["size"] = size / test.Count,
            ["error"] = error,
            ["selectiveError"] = selective,
        };
    }
}
