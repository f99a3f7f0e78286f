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
    /// <summary>
    /// Turns squared distances into kernel values in [0, 1], in place. Give it whole rows: the vector and the scalar exponential
    /// may differ in the last bit, and the place in the row decides which is used.
    /// </summary>
    public static void Apply(this KernelShape shape, Span<float> squared, double bandwidth)
    {
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
