using MlCompare.Data;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Networks;
using MlCompare.Theory;

namespace MlCompare.Claims.Instruments;

/// <summary>Training of a small network with an eye on when it knows the training rows and when others (<see cref="Grokking"/>); a step that is never reached counts as the last.</summary>
internal static class GrokkingRun
{
    public static SortedDictionary<string, double> Follow(
        NetworkFunction start,
        (NetworkBatch Rows, Labels Labels) train,
        (NetworkBatch Rows, Labels Labels) test,
        TrainingSpec plan,
        int every,
        ulong seed,
        Action<int, NetworkFunction> see,
        CancellationToken cancel)
    {
        int steps = (train.Rows.Count + plan.BatchSize - 1) / plan.BatchSize;
        List<(int Step, double Train, double Test)> curve = [];
        foreach ((int epoch, NetworkFunction network) in NetworkTrail.Train(start, train.Rows, train.Labels, plan, seed, cancel))
        {
            if (epoch > 0 && epoch % every == 0)
            {
                curve.Add((epoch * steps, network.Accuracy(train.Rows, train.Labels), network.Accuracy(test.Rows, test.Labels)));
                see(epoch * steps, network);
            }
        }

        Grokking found = Grokking.Of(curve, 1.0 / train.Labels.ClassCount);
        return new(StringComparer.Ordinal)
        {
            ["learned"] = found.TrainStep ?? plan.Epochs * steps,
            ["grokked"] = found.TestStep ?? plan.Epochs * steps,
            ["reached"] = found.TestStep is null ? 0 : 1,
            ["finalTest"] = curve[^1].Test,
            ["isEvent"] = found.IsGrokking ? 1 : 0,
        };
    }

    /// <summary>One hidden layer of rectified units, an output a class.</summary>
    public static NetworkSpec Network(int inputs, int width, int classes) =>
        new(new NetworkInput.Columns(inputs, inputs), [new Layer.Dense(width), new Layer.Activate(Activation.Relu), new Layer.Dense(classes)]);
}
