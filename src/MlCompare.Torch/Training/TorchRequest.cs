using System.Text.Json;
using System.Text.Json.Serialization;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;
using MlCompare.Networks;
using MlCompare.Torch.Learners;

namespace MlCompare.Torch.Training;

/// <summary>What the worker is asked to train.</summary>
/// <param name="Watched">Also wants the networks after each epoch.</param>
/// <param name="Works">All on the same rows.</param>
internal sealed record TorchRequest(TorchOptions Options, int Threads, bool Watched, NetworkWork[] Works)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public void Write(BinaryWriter writer)
    {
        writer.Write(JsonSerializer.Serialize(Options, Json));
        writer.Write(Threads);
        writer.Write(Watched);
        Works[0].Rows.Write(writer);
        writer.Write(Works.Length);
        foreach (NetworkWork work in Works)
        {
            writer.Write(work.Spec.ToJson());
            writer.Write(JsonSerializer.Serialize(work.Plan, Json));
            work.Loss.Write(writer);
            writer.Write(work.Splits.Length);
            foreach ((InnerSplit split, ulong seed) in work.Splits.Zip(work.Seeds))
            {
                NumberArrays.Save<int>(writer, split.Train);
                NumberArrays.Save<int>(writer, split.Held);
                writer.Write(seed);
            }
        }
    }

    public static TorchRequest Read(BinaryReader reader)
    {
        TorchOptions options = JsonSerializer.Deserialize<TorchOptions>(reader.ReadString(), Json)!;
        int threads = reader.ReadInt32();
        bool watched = reader.ReadBoolean();
        NetworkRows rows = NetworkRows.Read(reader);
        NetworkWork[] works = new NetworkWork[reader.ReadInt32()];
        for (int w = 0; w < works.Length; w++)
        {
            NetworkSpec spec = NetworkSpec.FromJson(reader.ReadString());
            NetworkPlan plan = JsonSerializer.Deserialize<NetworkPlan>(reader.ReadString(), Json)!;
            Loss loss = Loss.Read(reader);
            (InnerSplit Split, ulong Seed)[] splits = new (InnerSplit, ulong)[reader.ReadInt32()];
            for (int i = 0; i < splits.Length; i++)
            {
                splits[i] = (new InnerSplit(NumberArrays.Load<int>(reader), NumberArrays.Load<int>(reader)), reader.ReadUInt64());
            }

            works[w] = new NetworkWork(spec, plan, rows, loss, [.. splits.Select(split => split.Split)], [.. splits.Select(split => split.Seed)]);
        }

        return new TorchRequest(options, threads, watched, works);
    }
}
