using System.Text.Json;
using MlCompare.Learners.Encoders;

namespace MlCompare.Torch.NasBert;

/// <summary>What the worker is asked to train.</summary>
/// <param name="Folder">Of the weights.</param>
/// <param name="Classes">How many there are.</param>
/// <param name="Numbers">Of each text's class, from 0, in the order in which they first occur.</param>
internal sealed record NasBertRequest(NasBertOptions Options, string Folder, int Seed, int Threads, int Classes, string[] Texts, int[] Numbers)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(JsonSerializer.Serialize(Options));
        writer.Write(Folder);
        writer.Write(Seed);
        writer.Write(Threads);
        writer.Write(Classes);
        writer.Write(Texts.Length);
        Array.ForEach(Texts, writer.Write);
        NumberArrays.Save<int>(writer, Numbers);
    }

    public static NasBertRequest Read(BinaryReader reader)
    {
        NasBertOptions options = JsonSerializer.Deserialize<NasBertOptions>(reader.ReadString())!;
        (string folder, int seed, int threads, int classes) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        string[] texts = new string[reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return new NasBertRequest(options, folder, seed, threads, classes, texts, NumberArrays.Load<int>(reader));
    }
}
