using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural;

/// <summary>
/// z = x·W + b for a batch of rows. W is inputs × outputs, row-major, so that a sparse input gathers rows of it
/// (<see cref="SparseLayer"/>).
/// </summary>
internal sealed class DenseLayer(int inputs, int outputs, float weightScale, float biasScale)
{
    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;

    public Parameter Weights { get; } = new(inputs * outputs, weightScale, decays: true);

    public Parameter Bias { get; } = new(outputs, biasScale, decays: false);

    /// <summary>z (count × outputs) from x (count × inputs).</summary>
    public void Forward(ReadOnlySpan<float> x, int count, Span<float> z)
    {
        for (int i = 0; i < count; i++)
        {
            Bias.Value.CopyTo(z[(i * Outputs)..]);
        }

        if (Inputs > 0)
        {
            Gemm.Run(false, false, count, Outputs, Inputs, 1, x, Inputs, Weights.Value, Outputs, 1, z, Outputs);
        }
    }

    /// <summary>Sets the gradients of weights and bias from the loss's slope by z (count × outputs).</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> slopes, int count)
    {
        if (Inputs > 0)
        {
            Gemm.Run(true, false, Inputs, Outputs, count, 1, x, Inputs, slopes, Outputs, 0, Weights.Gradient, Outputs);
        }

        Span<float> bias = Bias.Gradient;
        bias.Clear();
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.Add(bias, slopes.Slice(i * Outputs, Outputs), bias);
        }
    }

    /// <summary>The loss's slope by x (count × inputs) from its slope by z.</summary>
    public void BackwardInput(ReadOnlySpan<float> slopes, int count, Span<float> inputSlopes) =>
        Gemm.Run(false, true, count, Inputs, Outputs, 1, slopes, Outputs, Weights.Value, Outputs, 0, inputSlopes, Inputs);
}
