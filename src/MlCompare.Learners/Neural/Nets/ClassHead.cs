using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Averages class probabilities over networks and members, each after temperature scaling on held-out rows.</summary>
internal sealed class ClassHead(ClassOrder order, IReadOnlyList<NetworkOutputs> networks, double[] factors) : NetworkHead(networks)
{
    public ClassOrder Order => order;

    /// <summary>Factor on the logits of each network.</summary>
    public double[] Factors => factors;

    public override int Columns => order.ClassCount;

    public override double[] Predict(NetworkRows rows)
    {
        int classes = order.Count;
        double[] all = new double[rows.Count * Columns], mean = new double[rows.Count * classes], one = new double[classes];
        for (int n = 0; n < Networks.Count; n++)
        {
            double factor = factors[n];
            Networks[n].Each(rows, (row, logits) =>
            {
                int members = logits.Length / classes;
                for (int m = 0; m < members; m++)
                {
                    Softmax.Apply(logits.Slice(m * classes, classes), factor, one);
                    for (int k = 0; k < classes; k++)
                    {
                        mean[row * classes + k] += one[k] / (members * Networks.Count);
                    }
                }
            });
        }

        double[] shares = order.Shares;
        for (int row = 0; row < rows.Count; row++)
        {
            order.Spread(Networks.Count == 0 ? shares : mean.AsSpan(row * classes, classes), all.AsSpan(row * Columns, Columns));
        }

        return all;
    }

    public override void Save(BinaryWriter writer)
    {
        order.Save(writer);
        NumberArrays.Save<double>(writer, factors);
        SaveNetworks(writer);
    }

    public static ClassHead Load(BinaryReader reader)
    {
        ClassOrder order = ClassOrder.Load(reader);
        double[] factors = NumberArrays.Load<double>(reader);
        return new ClassHead(order, LoadNetworks(reader), factors);
    }
}
