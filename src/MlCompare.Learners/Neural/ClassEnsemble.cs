using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>Averages the members' class probabilities, each after temperature scaling on its held-out rows.</summary>
internal sealed class ClassEnsemble(ClassOrder order, Network[] networks, double[] factors) : Ensemble
{
    public override int Columns => order.ClassCount;

    public static ClassEnsemble Fit(NetworkInputs inputs, Labels labels, MlpOptions options, FitContext context)
    {
        (ClassOrder order, int[] numbers) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        if (order.Count == 1 || inputs.Width == 0)
        {
            return new ClassEnsemble(order, [], []);
        }

        var trained = Train(inputs, new SoftmaxLoss(numbers, order.Count, options.LabelSmoothing), numbers, options, context);
        return new ClassEnsemble(
            order,
            [.. trained.Select(member => member.Trained.Network)],
            [.. trained.Select(member => Temperature.Factor(member.Trained.HeldOutputs, order.Count, [.. member.Held.Select(row => numbers[row])]))]);
    }

    public override double[] Predict(NetworkInputs inputs)
    {
        double[] all = new double[inputs.Count * Columns], mean = new double[inputs.Count * order.Count], one = new double[order.Count];
        for (int member = 0; member < networks.Length; member++)
        {
            double factor = factors[member];
            Each(networks[member], inputs, new Workspace(networks[member].Shape, Math.Min(inputs.Count, PredictRows)), (from, logits) =>
            {
                for (int i = 0; i < logits.Length / one.Length; i++)
                {
                    Softmax.Apply(logits.Slice(i * one.Length, one.Length), factor, one);
                    for (int k = 0; k < one.Length; k++)
                    {
                        mean[(from + i) * one.Length + k] += one[k] / networks.Length;
                    }
                }
            });
        }

        double[] shares = order.Shares;
        for (int i = 0; i < inputs.Count; i++)
        {
            order.Spread(networks.Length == 0 ? shares : mean.AsSpan(i * one.Length, one.Length), all.AsSpan(i * Columns, Columns));
        }

        return all;
    }

    public override void Save(BinaryWriter writer)
    {
        order.Save(writer);
        writer.Write(networks.Length);
        for (int member = 0; member < networks.Length; member++)
        {
            writer.Write(factors[member]);
            networks[member].Save(writer);
        }
    }

    public static ClassEnsemble Load(BinaryReader reader)
    {
        ClassOrder order = ClassOrder.Load(reader);
        int members = reader.ReadInt32();
        var (networks, factors) = (new Network[members], new double[members]);
        for (int member = 0; member < members; member++)
        {
            factors[member] = reader.ReadDouble();
            networks[member] = Network.Load(reader);
        }

        return new ClassEnsemble(order, networks, factors);
    }
}
