using MlCompare.Data;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Makes what a network reads of features; fitted on training rows, a row's numbers depend on that row only.</summary>
internal abstract class NetworkEncoder
{
    /// <summary>What the network reads; null when the training rows told nothing.</summary>
    public abstract NetworkInput? Input { get; }

    /// <summary>Encodes rows; safe to call from several threads.</summary>
    public abstract NetworkRows Transform(FeatureTable features, CancellationToken cancel = default);

    public abstract void Save(BinaryWriter writer);
}
