using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd;

/// <summary>
/// Numbers between two ops, rows × members × positions × channels, row-major, and the slopes of the loss by them. One op makes a tensor and
/// one reads it (<see cref="Ops.ForkOp"/> where two should), so slopes are set, never summed up. Arrays grow to the largest batch met and then stay.
/// </summary>
/// <param name="Shape">Of one row and member.</param>
/// <param name="Members">See <see cref="Layer.Members"/>; 1 before that layer.</param>
/// <param name="IsSequence">As many positions as the batch has tokens, instead of those of the shape.</param>
internal sealed record Tensor(TensorShape Shape, int Members = 1, bool IsSequence = false)
{
    private float[] value = [];
    private float[] gradient = [];

    /// <summary>False for what comes from outside: nobody asks for its slopes.</summary>
    public bool NeedsGradient { get; init; } = true;

    public int Channels => Shape.Channels;

    public int Positions(Pass pass) => IsSequence ? pass.Length : Shape.Positions;

    /// <summary>Rows × members.</summary>
    public int Rows(Pass pass) => pass.Rows * Members;

    /// <summary>Rows × members × positions.</summary>
    public int Items(Pass pass) => Rows(pass) * Positions(pass);

    public Span<float> Values(Pass pass) => Sized(ref value, Items(pass) * Channels);

    public Span<float> Slopes(Pass pass) => Sized(ref gradient, Items(pass) * Channels);

    /// <summary>Reads the other's values from now on, without a copy.</summary>
    public void Share(Tensor other) => value = other.value;

    /// <summary>Values in memory of its own, even after <see cref="Share"/> of the other's.</summary>
    public Span<float> OwnValues(Pass pass, Tensor other)
    {
        value = ReferenceEquals(value, other.value) ? [] : value;
        return Values(pass);
    }

    /// <summary>Takes the other's slopes for its own from now on, without a copy.</summary>
    public void ShareSlopes(Tensor other) => gradient = other.gradient;

    private static Span<float> Sized(ref float[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<float>(length);
        }

        return array.AsSpan(0, length);
    }
}
