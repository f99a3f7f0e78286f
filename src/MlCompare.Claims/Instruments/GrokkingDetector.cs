using MlCompare.Claims.Networks;
using MlCompare.Studies;

namespace MlCompare.Claims.Instruments;

/// <summary>A small network trained by AdamW to the end on a table of two classes, and whether new rows were known long after the training rows.</summary>
public sealed class GrokkingDetector : IInstrument
{
    private const int Width = 64, Steps = 1500, Batch = 64, Every = 25, TestCount = 1000;
    private const double Known = 0.95;

    public string Id => "grokking-detector";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Block block = bench.Block(cell);
        Rows train = Rows.Of(block.Train.Features, block.Train.Labels), test = Rows.Of(block.TestFeatures, block.TestLabels).Head(TestCount);
        Rng rng = new(LedgerBench.Seed(cell));
        SmallNet net = new(train.Inputs, Width, 1, Activation.Relu, rng);
        Adam adam = new(net.Count, 0.01, 0.1);
        int learned = Steps, grokked = Steps;
        double atLearned = 1, last = 0;
        for (int step = 1; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            Rows batch = train.Pick([.. Enumerable.Range(0, Batch).Select(_ => rng.NextInt(train.Count))]);
            double[] slopes = [.. net.Predict(batch.X).Zip(batch.Y, (u, y) => (u - y) / Batch)];
            adam.Step(net.Parameters, net.Gradient(batch.X, slopes));
            if (step % Every == 0)
            {
                last = Accuracy(net, test);
                if (learned == Steps && Accuracy(net, train) >= Known)
                {
                    (learned, atLearned) = (step, last);
                }

                grokked = grokked == Steps && last >= Known ? step : grokked;
            }
        }

        return new(StringComparer.Ordinal) { ["learned"] = learned, ["grokked"] = grokked, ["finalTest"] = last, ["isEvent"] = Grokking.IsEvent(learned, grokked, atLearned, last, 0.5) ? 1 : 0 };
    }

    private static double Accuracy(SmallNet net, Rows rows) => net.Predict(rows.X).Zip(rows.Y, (u, y) => u * y > 0 ? 1.0 : 0).Average();
}
