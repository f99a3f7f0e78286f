using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>A trained machine: a row's score is Σ weight·kernel(support row, row) − offset, once a pair of classes.</summary>
/// <param name="Support">Numbers of the training rows that are support vectors.</param>
/// <param name="Weights">Scores × support vectors, row-major.</param>
/// <param name="Offsets">One a score.</param>
internal sealed record SvmModel(int[] Support, double[] Weights, double[] Offsets)
{
    /// <param name="kernels">Support vector → kernel with the row.</param>
    public void Score(ReadOnlySpan<double> kernels, Span<double> scores)
    {
        for (int s = 0; s < scores.Length; s++)
        {
            scores[s] = (kernels.Length == 0 ? 0 : TensorPrimitives.Dot(kernels, Weights.AsSpan(s * kernels.Length, kernels.Length))) - Offsets[s];
        }
    }

    public void Save(BinaryWriter writer)
    {
        NumberArrays.Save<int>(writer, Support);
        NumberArrays.Save<double>(writer, Weights);
        NumberArrays.Save<double>(writer, Offsets);
    }

    public static SvmModel Load(BinaryReader reader) =>
        new(NumberArrays.Load<int>(reader), NumberArrays.Load<double>(reader), NumberArrays.Load<double>(reader));
}
