using System.Numerics.Tensors;

namespace MlCompare.Learners.Kernel;

/// <summary>How likeness falls with distance.</summary>
public enum KernelShape
{
    /// <summary>exp(−d / L): rough functions; forgiving of useless features and of a bandwidth that is off.</summary>
    Laplace,
    /// <summary>exp(−d² / 2L²): smooth functions; nearly linear when L is large.</summary>
    Gaussian,
}

internal static class KernelShapes
{
    // The widest vector of floats.
    private const int Padded = 16;

    /// <summary>
    /// Turns squared distances into kernel values in [0, 1], in place. The vector and the scalar exponential may differ in the last
    /// bit, so a short row is padded: a value then depends on its distance only, never on its place.
    /// </summary>
    public static void Apply(this KernelShape shape, Span<float> squared, double bandwidth)
    {
        if (squared.Length < Padded)
        {
            Span<float> padded = stackalloc float[Padded];
            padded.Clear();
            squared.CopyTo(padded);
            shape.Apply(padded, bandwidth);
            padded[..squared.Length].CopyTo(squared);
            return;
        }

        if (shape == KernelShape.Laplace)
        {
            TensorPrimitives.Sqrt(squared, squared);
            TensorPrimitives.Multiply(squared, (float)(-1 / bandwidth), squared);
        }
        else
        {
            TensorPrimitives.Multiply(squared, (float)(-0.5 / (bandwidth * bandwidth)), squared);
        }

        TensorPrimitives.Exp<float>(squared, squared);
    }
}
