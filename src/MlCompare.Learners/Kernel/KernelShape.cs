using System.Numerics;
using System.Numerics.Tensors;

namespace MlCompare.Learners.Kernel;

/// <summary>How likeness falls with distance, or with the angle between rows.</summary>
public enum KernelShape
{
    /// <summary>exp(−d / L): rough functions; forgiving of useless features and of a bandwidth that is off.</summary>
    Laplace,
    /// <summary>exp(−d² / 2L²): smooth functions; nearly linear when L is large.</summary>
    Gaussian,
    /// <summary>(1 + t)·exp(−t) with t = √3·d / L: functions with one derivative.</summary>
    Matern32,
    /// <summary>(1 + t + t²/3)·exp(−t) with t = √5·d / L: functions with two derivatives.</summary>
    Matern52,
    /// <summary>Polynomial of the inner product plus L², divided by its values for the rows themselves.</summary>
    Polynomial,
    /// <summary>Random ReLU network of infinite width, see <see cref="AngleKernels"/>: all but the last layer left as it was drawn.</summary>
    Nngp,
    /// <summary>Tangent kernel of a ReLU network: what gradient descent from a random start learns where the width is infinite.</summary>
    Ntk,
}

internal static class KernelShapes
{
    // The widest vector of floats.
    private const int Padded = 16;

    private const int Piece = 256;

    /// <summary>Whether the distance is all it takes; else the lengths of the rows count too.</summary>
    public static bool OfDistance(this KernelShape shape) => shape < KernelShape.Polynomial;

    /// <summary>
    /// Turns squared distances into kernel values in [0, 1], in place. The vector and the scalar exponential may differ in the last
    /// bit, so a short row is padded: a value then depends on its distance only, never on its place.
    /// </summary>
    public static void Apply<T>(this KernelShape shape, Span<T> squared, double bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (squared.Length < Padded)
        {
            Span<T> padded = stackalloc T[Padded];
            padded.Clear();
            squared.CopyTo(padded);
            shape.Apply(padded, bandwidth);
            padded[..squared.Length].CopyTo(squared);
            return;
        }

        if (shape is KernelShape.Matern32 or KernelShape.Matern52)
        {
            Matern(squared, shape == KernelShape.Matern32, bandwidth);
            return;
        }

        if (shape == KernelShape.Laplace)
        {
            TensorPrimitives.Sqrt(squared, squared);
            TensorPrimitives.Multiply(squared, T.CreateTruncating(-1 / bandwidth), squared);
        }
        else
        {
            TensorPrimitives.Multiply(squared, T.CreateTruncating(-0.5 / (bandwidth * bandwidth)), squared);
        }

        TensorPrimitives.Exp<T>(squared, squared);
    }

    private static void Matern<T>(Span<T> squared, bool once, double bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Piece by piece through the cache; the last piece takes up the rest, so that none is short of a vector.
        T three = T.CreateTruncating(3);
        Span<T> fall = stackalloc T[2 * Piece];
        while (squared.Length > 0)
        {
            Span<T> part = squared.Length < 2 * Piece ? squared : squared[..Piece], exponential = fall[..part.Length];
            TensorPrimitives.Sqrt(part, part);
            TensorPrimitives.Multiply(part, T.CreateTruncating(Math.Sqrt(once ? 3 : 5) / bandwidth), part);
            TensorPrimitives.Negate<T>(part, exponential);
            TensorPrimitives.Exp<T>(exponential, exponential);
            foreach (ref T value in part)
            {
                value = once ? T.One + value : T.One + (value + value * value / three);
            }

            TensorPrimitives.Multiply(part, exponential, part);
            squared = squared[part.Length..];
        }
    }
}
