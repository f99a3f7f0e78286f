using System.Numerics.Tensors;
using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Addition modulo 23 by a network of 128 squared units (Gromov 2023), AdamW in batches of 64 on three fifths of all pairs: when the training
/// pairs are known by heart, when the others follow, and when the hidden features turn to the labels. Settings: rate, decay, gate (α of the
/// signal-to-noise gate; 0: plain AdamW). Steps that are never reached count as the last.
/// </summary>
public sealed class Grokking : IInstrument
{
    public const int Steps = 3000;

    private const int Modulus = 23, Width = 128, Batch = 64, Every = 25;
    private const double TrainShare = 0.6, Known = 0.95;

    public string Id => "grokking";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "grokking", cell.Replicate));
        int[] pairs = rng.Permutation(Modulus * Modulus);
        int[] train = pairs[..(int)(TrainShare * pairs.Length)], test = pairs[train.Length..];
        SmallNet net = new(2 * Modulus, Width, Modulus, Activation.Square, rng);
        double gate = cell.Setting("gate");
        Adam adam = new(net.Count, cell.Setting("rate"), cell.Setting("decay"), beta2: 0.98) { Gate = gate > 0 ? gate : null };
        int learned = Steps, grokked = Steps;
        double atLearned = 0, last = 0;
        List<double> alignments = [];
        for (int step = 1; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            int[] batch = [.. Enumerable.Range(0, Batch).Select(_ => train[rng.NextInt(train.Length)])];
            double[] x = Inputs(batch), slopes = net.Predict(x);
            for (int i = 0; i < Batch; i++)
            {
                slopes[i * Modulus + Sum(batch[i])] -= 1;
            }

            TensorPrimitives.Divide(slopes, Batch, slopes);
            adam.Step(net.Parameters, net.Gradient(x, slopes));
            if (step % Every == 0)
            {
                last = Accuracy(net, test);
                if (learned == Steps && Accuracy(net, train) >= Known)
                {
                    (learned, atLearned) = (step, last);
                }

                grokked = grokked == Steps && last >= Known ? step : grokked;
                alignments.Add(Alignment(net, pairs));
            }
        }

        // Half way from where the alignment began to where it ended.
        double half = (alignments[0] + alignments[^1]) / 2;
        int turned = Every * (1 + alignments.FindIndex(a => a >= half));
        return new(StringComparer.Ordinal)
        {
            ["learned"] = learned,
            ["grokked"] = grokked,
            ["finalTest"] = last,
            ["turned"] = turned,
            ["isEvent"] = IsEvent(learned, grokked, atLearned, last, 1.0 / Modulus) ? 1 : 0,
        };
    }

    /// <summary>
    /// New rows are known at least twice as late as the training rows, which alone left them near chance. Power et al. 2022 show factors of
    /// hundreds; a wider net is cast here, so that rare cousins on other data are not missed.
    /// </summary>
    internal static bool IsEvent(int learned, int grokked, double testWhenLearned, double finalTest, double chance) =>
        grokked >= 2 * learned && testWhenLearned <= chance + 0.25 * (1 - chance) && finalTest >= Known;

    private static int Sum(int pair) => (pair / Modulus + pair % Modulus) % Modulus;

    private static double[] Inputs(int[] pairs)
    {
        double[] x = new double[pairs.Length * 2 * Modulus];
        for (int i = 0; i < pairs.Length; i++)
        {
            x[i * 2 * Modulus + pairs[i] / Modulus] = 1;
            x[i * 2 * Modulus + Modulus + pairs[i] % Modulus] = 1;
        }

        return x;
    }

    private static double Accuracy(SmallNet net, int[] pairs)
    {
        double[] outputs = net.Predict(Inputs(pairs));
        return pairs.Where((pair, i) => TensorPrimitives.IndexOfMax(outputs.AsSpan(i * Modulus, Modulus)) == Sum(pair)).Count() / (double)pairs.Length;
    }

    /// <summary>Share of the hidden features' variance, over all pairs, that lies between the classes: every class has as many pairs.</summary>
    private static double Alignment(SmallNet net, int[] pairs)
    {
        double[] hidden = net.Hidden(Inputs(pairs));
        double[] sums = new double[Modulus * Width], mean = new double[Width];
        for (int i = 0; i < pairs.Length; i++)
        {
            TensorPrimitives.Add(mean, hidden.AsSpan(i * Width, Width), mean);
        }

        TensorPrimitives.Divide(mean, pairs.Length, mean);
        double energy = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            Span<double> row = hidden.AsSpan(i * Width, Width), sum = sums.AsSpan(Sum(pairs[i]) * Width, Width);
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.Add(sum, row, sum);
            energy += TensorPrimitives.Dot<double>(row, row);
        }

        return TensorPrimitives.Dot<double>(sums, sums) / Modulus / energy;
    }
}
