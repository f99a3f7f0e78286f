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

    /// <summary>
    /// The rows that the encoder was fitted on, encoded, for the one who fitted it. Gives away what fitting has made already, where it has.
    /// </summary>
    public virtual NetworkRows TrainingRows(FeatureTable train, CancellationToken cancel) => Transform(train, cancel);

    public abstract void Save(BinaryWriter writer);
}
