using System.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// A kernel up to its bandwidth L, 1 for equal rows: a function of the distance of two rows and their lengths, or of the distances
/// within each of their columns.
/// </summary>
/// <param name="Order">Degree of the polynomial, hidden layers of the network; 0 for shapes that have neither.</param>
/// <param name="Interaction">How many columns act together, see <see cref="ColumnComposition{T}"/>; null: rows are compared as wholes.</param>
internal sealed record KernelForm(KernelShape Shape, int Order = 0, double? Interaction = null)
{
    /// <summary>Deeper networks all have about the same kernel, and higher degrees too.</summary>
    public const int MostOrder = 100;

    public static implicit operator KernelForm(KernelShape shape) => new(shape);

    /// <summary>Turns squared distances into kernel values, in place.</summary>
    /// <param name="own">Squared length of the row.</param>
    /// <param name="others">Squared lengths of the rows that it was compared with, at least as many.</param>
    public void Apply<T>(Span<T> squared, T own, ReadOnlySpan<T> others, double bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Shape.OfDistance())
        {
            Shape.Apply(squared, bandwidth);
        }
        else
        {
            AngleKernels.Apply(this, squared, own, others, bandwidth);
        }
    }
}
