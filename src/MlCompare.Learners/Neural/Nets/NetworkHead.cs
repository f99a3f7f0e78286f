using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>How the outputs of one or more networks become predictions of the task.</summary>
internal abstract class NetworkHead(IReadOnlyList<NetworkOutputs> networks)
{
    public IReadOnlyList<NetworkOutputs> Networks => networks;

    /// <summary>See <see cref="IPredictor.Remark"/>.</summary>
    public string? Remark { get; init; }

    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public abstract int Columns { get; }

    /// <summary>Predictions of all rows (rows × <see cref="Columns"/>).</summary>
    public abstract double[] Predict(NetworkRows rows);

    public abstract void Save(BinaryWriter writer);

    protected void SaveNetworks(BinaryWriter writer)
    {
        writer.Write(networks.Count);
        foreach (NetworkOutputs network in networks)
        {
            network.Save(writer);
        }
    }

    protected static NetworkOutputs[] LoadNetworks(BinaryReader reader) =>
        [.. Enumerable.Range(0, NumberArrays.Count(reader)).Select(_ => NetworkOutputs.Load(reader))];
}
