using MlCompare.Data;
using MlCompare.Learners.Neural.Diagnostics;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>A fitted network learner: encoder, then networks, then predictions of the task.</summary>
internal sealed class NetworkModel(NetworkEncoder encoder, NetworkHead head) : INetworkPredictor
{
    public const byte Version = 1;

    public NetworkEncoder Encoder => encoder;

    public NetworkHead Head => head;

    public string? Remark => head.Remark;

    public DeviceUse? Device { get; init; }

    public IReadOnlyList<NetworkFunction> Networks => [.. head.Networks.Select(network => new NetworkFunction(network.Spec, network.Values))];

    public NetworkBatch Encode(FeatureTable features) => head.Networks.Count > 0
        ? NetworkBatch.Of(head.Networks[0].Spec, encoder.Transform(features))
        : throw new InvalidOperationException("there are no networks: the training rows told nothing");

    public Prediction Predict(FeatureTable features)
    {
        NetworkRows rows = encoder.Input is null ? new DenseRows(0, [], features.Count) : encoder.Transform(features);
        return new Prediction(head.Predict(rows), head.Columns);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoder.Save(writer);
        writer.Write(head is ValueHead);
        head.Save(writer);
    }

    /// <param name="loadEncoder">Reads what the encoder wrote.</param>
    public static NetworkModel Load(BinaryReader reader, Func<BinaryReader, NetworkEncoder> loadEncoder)
    {
        Encoders.FileFormat.Expect(reader, Version, "network");
        return new NetworkModel(loadEncoder(reader), reader.ReadBoolean() ? ValueHead.Load(reader) : ClassHead.Load(reader));
    }
}
