using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Trains one hidden layer on all rows and stops by the U-statistic of the per-row gradients, mean over i ≠ j of ⟨g_i, g_j⟩, which is unbiased for
/// ‖∇risk‖² while weights and rows are independent (arXiv 2605.01172; compare Mahsereci et al. 2017): when its mean over fifty steps is below 0.
/// Beside it: stopping by a fifth of the rows held out, the best stop there was, and no stop. Setting: noise.
/// </summary>
public sealed class Stopping : IInstrument
{
    private const int Inputs = 10, Width = 64, Steps = 600, Window = 50, TestRows = 1000, Every = 10;
    private const double Rate = 0.01, HeldOut = 0.2;

    public string Id => "stopping";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "stopping", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows rows = Rows.Ridge(cell.Rows, Inputs, direction, cell.Setting("noise"), rng), test = Rows.Ridge(TestRows, Inputs, direction, 0, rng);
        SmallNet start = new(Inputs, Width, 1, Activation.Tanh, rng, 0.5);
        int held = (int)(HeldOut * rows.Count);
        Rows fewer = rows.Head(rows.Count - held), validation = rows.Pick([.. Enumerable.Range(rows.Count - held, held)]);

        double byStatistic = double.NaN, best = double.PositiveInfinity, last = 0;
        Queue<double> window = [];
        Train(start.Copy(), rows, (net, statistic, step) =>
        {
            window.Enqueue(statistic);
            if (window.Count > Window)
            {
                window.Dequeue();
            }

            bool stops = double.IsNaN(byStatistic) && window.Count == Window && window.Sum() < 0;
            if (stops || step % Every == 0)
            {
                last = test.MeanSquare(net.Predict(test.X));
                best = Math.Min(best, last);
                byStatistic = stops ? last : byStatistic;
            }
        }, cancel);
        double lowest = double.PositiveInfinity, byValidation = double.NaN;
        Train(start.Copy(), fewer, (net, _, step) =>
        {
            if (step % Every == 0 && validation.MeanSquare(net.Predict(validation.X)) is double loss && loss < lowest)
            {
                (lowest, byValidation) = (loss, test.MeanSquare(net.Predict(test.X)));
            }
        }, cancel);
        return new(StringComparer.Ordinal)
        {
            ["statistic"] = double.IsNaN(byStatistic) ? last : byStatistic,
            ["validation"] = byValidation,
            ["best"] = best,
            ["none"] = last,
        };
    }

    private static void Train(SmallNet net, Rows rows, Action<SmallNet, double, int> after, CancellationToken cancel)
    {
        Adam adam = new(net.Count, Rate);
        double n = rows.Count;
        for (int step = 1; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            double[] residuals = [.. net.Predict(rows.X).Zip(rows.Y, (u, y) => u - y)];
            double[] gradient = net.Gradient(rows.X, [.. residuals.Select(r => r / n)]);
            double own = net.SlopeSquares(rows.X).Zip(residuals, (square, r) => square * r * r).Sum();
            double statistic = (n * n * gradient.Sum(g => g * g) - own) / (n * (n - 1));
            after(net, statistic, step);
            adam.Step(net.Parameters, gradient);
        }
    }
}
