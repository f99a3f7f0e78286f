using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Torch.Training;

/// <summary>A network after an epoch.</summary>
internal sealed record Snapshot(int Work, int Network, int Epoch, TrainedNet Net);

/// <summary>What the worker answers.</summary>
/// <param name="Networks">Of each work in order; null for one that diverged.</param>
internal sealed record TorchReply(DeviceUse Device, TrainedNet?[][] Networks, IReadOnlyList<Snapshot> Snapshots)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(Device.Name);
        writer.Write(Device.PeakBytes);
        writer.Write(Device.Seconds);
        writer.Write(Networks.Length);
        foreach (TrainedNet?[] work in Networks)
        {
            writer.Write(work.Length);
            foreach (TrainedNet? net in work)
            {
                writer.Write(net is not null);
                if (net is not null)
                {
                    Write(writer, net);
                }
            }
        }

        writer.Write(Snapshots.Count);
        foreach (Snapshot step in Snapshots)
        {
            writer.Write(step.Work);
            writer.Write(step.Network);
            writer.Write(step.Epoch);
            Write(writer, step.Net);
        }
    }

    public static TorchReply Read(BinaryReader reader)
    {
        DeviceUse device = new(reader.ReadString(), reader.ReadInt64(), reader.ReadDouble());
        TrainedNet?[][] networks = new TrainedNet?[reader.ReadInt32()][];
        for (int w = 0; w < networks.Length; w++)
        {
            networks[w] = new TrainedNet?[reader.ReadInt32()];
            for (int n = 0; n < networks[w].Length; n++)
            {
                networks[w][n] = reader.ReadBoolean() ? ReadNet(reader) : null;
            }
        }

        Snapshot[] steps = new Snapshot[reader.ReadInt32()];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = new Snapshot(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), ReadNet(reader));
        }

        return new TorchReply(device, networks, steps);
    }

    private static void Write(BinaryWriter writer, TrainedNet net)
    {
        NumberArrays.SaveAll(writer, net.Values);
        NumberArrays.Save<float>(writer, net.HeldOutputs);
        NumberArrays.Save<double>(writer, [.. net.Scores]);
        writer.Write(net.BestEpoch);
        writer.Write(net.Rate);
    }

    private static TrainedNet ReadNet(BinaryReader reader) =>
        new(NumberArrays.LoadAll<float>(reader), NumberArrays.Load<float>(reader), NumberArrays.Load<double>(reader), reader.ReadInt32(), reader.ReadDouble());
}
