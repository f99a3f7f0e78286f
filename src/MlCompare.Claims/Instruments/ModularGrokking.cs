using MlCompare.Data;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Addition modulo 31 by one hidden layer (Power et al. 2022), AdamW with weight decay 1 on seven tenths of all pairs: when the training pairs are known by heart,
/// when the others follow, and when the hidden features turn to the labels. Settings: rate, and gate (1: the soft signal-to-noise gate with α = b/(n − b)).
/// </summary>
public sealed class ModularGrokking : IInstrument
{
    private const int Modulus = 31, Width = 256, Batch = 64, Epochs = 300, Every = 4;
    private const double TrainShare = 0.7;

    /// <summary>Training pairs.</summary>
    public const int Pairs = (int)(TrainShare * Modulus * Modulus);

    public string Id => "modular-grokking";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        ulong seed = Seeds.From(1, "grokking", cell.Replicate);
        int[] pairs = new Rng(seed).Permutation(Modulus * Modulus);
        TrainingSpec plan = new()
        {
            Epochs = Epochs,
            BatchSize = Batch,
            LearningRate = cell.Setting("rate"),
            WeightDecay = 1,
            Beta2 = 0.98,
            Schedule = RateSchedule.Constant,
            Gate = cell.Setting("gate") != 0 ? SignalGate.Soft : SignalGate.None,
        };
        NetworkFunction start = NetworkFunction.Create(GrokkingRun.Network(2 * Modulus, Width, Modulus), seed);
        var (all, labels) = Of(pairs);
        List<(int Step, double Alignment)> turns = [(0, Alignment(start, all, labels))];
        SortedDictionary<string, double> values = GrokkingRun.Follow(
            start, Of(pairs[..Pairs]), Of(pairs[Pairs..]), plan, Every, seed, (step, network) => turns.Add((step, Alignment(network, all, labels))), cancel);

        // Half way from where the alignment began to where it ended.
        double half = (turns[0].Alignment + turns[^1].Alignment) / 2;
        values["turned"] = turns.First(turn => turn.Alignment >= half).Step;
        return values;
    }

    private static (NetworkBatch Rows, Labels Labels) Of(int[] pairs)
    {
        float[] x = new float[pairs.Length * 2 * Modulus];
        for (int i = 0; i < pairs.Length; i++)
        {
            x[i * 2 * Modulus + pairs[i] / Modulus] = 1;
            x[i * 2 * Modulus + Modulus + pairs[i] % Modulus] = 1;
        }

        return (
            NetworkBatch.OfNumbers(2 * Modulus, x),
            Labels.OfClasses([.. pairs.Select(pair => (pair / Modulus + pair % Modulus) % Modulus)], [.. Enumerable.Range(0, Modulus).Select(k => FormattableString.Invariant($"{k}"))]));
    }

    /// <summary>Share of the hidden features' variance, over all pairs, that lies between the classes.</summary>
    private static double Alignment(NetworkFunction network, NetworkBatch rows, Labels labels)
    {
        NetworkSpec lower = network.Spec with { Layers = network.Spec.Layers[..2] };
        HashSet<string> kept = [.. lower.Weights().Select(array => array.Name)];
        float[] hidden = new NetworkFunction(lower, [.. network.Weights.Where(tensor => kept.Contains(tensor.Name))]).Outputs(rows);
        double within = 0, whole = 0;
        double[] sums = new double[labels.ClassCount];
        int[] counts = new int[labels.ClassCount];
        for (int unit = 0; unit < Width; unit++)
        {
            Array.Clear(sums);
            Array.Clear(counts);
            double sum = 0, squares = 0;
            for (int row = 0; row < rows.Count; row++)
            {
                double value = hidden[row * Width + unit];
                sums[labels.Classes[row]] += value;
                counts[labels.Classes[row]]++;
                sum += value;
                squares += value * value;
            }

            whole += squares - sum * sum / rows.Count;
            within += squares - sums.Zip(counts, (total, count) => total * total / count).Sum();
        }

        return whole > 0 ? 1 - within / whole : 0;
    }
}
