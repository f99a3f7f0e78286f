namespace MlCompare.Learners.Neural;

/// <summary>What training minimises, over the training rows whose labels it holds.</summary>
internal abstract class Loss
{
    /// <summary>Numbers that the network puts out for a row.</summary>
    public abstract int Outputs { get; }

    /// <summary>Sets the slopes of the batch's mean loss by its outputs (rows × <see cref="Outputs"/>).</summary>
    public abstract void Slopes(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows, Span<float> slopes);

    /// <summary>Sum over the rows of what early stopping watches: log loss without smoothing, or the squared error.</summary>
    public abstract double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows);

    /// <summary>Writes the loss with its labels for another process.</summary>
    public abstract void Write(BinaryWriter writer);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static Loss Read(BinaryReader reader) => reader.ReadBoolean() ? SoftmaxLoss.Load(reader) : SquaredLoss.Load(reader);
}
