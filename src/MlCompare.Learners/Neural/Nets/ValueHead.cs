using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Averages outputs over networks and members in the unit of the target, within the range of the training targets.</summary>
internal sealed class ValueHead(TargetScale target, IReadOnlyList<NetworkOutputs> networks) : NetworkHead(networks)
{
    public TargetScale Target => target;

    public override int Columns => 1;

    public override double[] Predict(NetworkRows rows)
    {
        double[] mean = new double[rows.Count];
        foreach (NetworkOutputs network in Networks)
        {
            network.Each(rows, (row, outputs) =>
            {
                foreach (float output in outputs)
                {
                    mean[row] += (double)output / (outputs.Length * Networks.Count);
                }
            });
        }

        for (int row = 0; row < mean.Length; row++)
        {
            mean[row] = Math.Clamp(target.Restore(mean[row]), target.Least, target.Most);
        }

        return mean;
    }

    public override void Save(BinaryWriter writer)
    {
        target.Save(writer);
        SaveNetworks(writer);
    }

    public static ValueHead Load(BinaryReader reader) => new(TargetScale.Load(reader), LoadNetworks(reader));
}
