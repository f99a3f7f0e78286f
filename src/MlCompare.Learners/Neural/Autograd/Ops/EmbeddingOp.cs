using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// Looks up a vector for each token; with <paramref name="mean"/> the mean over a row's tokens at once (an embedding followed by a mean
/// pool), without the vectors in between. Token 0 is nothing.
/// </summary>
internal sealed class EmbeddingOp(TokenBuffer tokens, Tensor input, int vocabulary, Layer.Embedding layer, bool mean, ParameterSource source)
    : Op(input, new Tensor(mean ? new TensorShape(1, 1, layer.Width) : input.Shape with { Channels = layer.Width }, IsSequence: !mean))
{
    private readonly Parameter vectors = source.Embedding(vocabulary, layer.Width, layer.Deviation);

    public override IReadOnlyList<Parameter> Parameters => [vectors];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<int> ids = tokens.Ids(pass);
        Span<float> y = Output.Values(pass);
        y.Clear();
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] > 0)
            {
                Span<float> target = y.Slice(Place(pass, i), layer.Width);
                TensorPrimitives.Add(target, vectors.Value.AsSpan(ids[i] * layer.Width, layer.Width), target);
            }
        }

        for (int row = 0; mean && row < pass.Rows; row++)
        {
            Span<float> sum = y.Slice(row * layer.Width, layer.Width);
            TensorPrimitives.Multiply(sum, Share(pass, row), sum);
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<int> ids = tokens.Ids(pass);
        Span<float> dy = Output.Slopes(pass);
        for (int row = 0; mean && row < pass.Rows; row++)
        {
            Span<float> slope = dy.Slice(row * layer.Width, layer.Width);
            TensorPrimitives.Multiply(slope, Share(pass, row), slope);
        }

        vectors.Touched!.Clear();
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] > 0)
            {
                Span<float> gradient = vectors.Gradient.AsSpan(ids[i] * layer.Width, layer.Width);
                ReadOnlySpan<float> slope = dy.Slice(Place(pass, i), layer.Width);
                if (vectors.Touched.Add(ids[i]))
                {
                    slope.CopyTo(gradient);
                }
                else
                {
                    TensorPrimitives.Add(gradient, slope, gradient);
                }
            }
        }
    }

    private int Place(Pass pass, int i) => (mean ? i / pass.Length : i) * layer.Width;

    private static float Share(Pass pass, int row) => 1f / Math.Max(1, pass.Lengths[row]);
}
