using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>See <see cref="Layer.FeatureTokens"/>: token g of a row is b_g + Σ over its columns j of x_j·w_j.</summary>
internal sealed class FeatureTokensOp : Op
{
    private readonly int[] tokenOf;
    private readonly int width;
    private readonly Parameter vectors, bias;

    public FeatureTokensOp(Tensor input, Layer.FeatureTokens layer, ParameterSource source)
        : base(input, input with { Shape = layer.After(input.Shape), NeedsGradient = true })
    {
        width = layer.Width;
        tokenOf = [.. layer.Sizes.SelectMany((size, token) => Enumerable.Repeat(token, size))];
        vectors = source.Weights(tokenOf.Length * width, 1 / Math.Sqrt(width));
        bias = source.Weights(layer.Sizes.Length * width, 1 / Math.Sqrt(width));
    }

    public override IReadOnlyList<Parameter> Parameters => [vectors, bias];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int block = bias.Value.Length;
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            Span<float> tokens = y.Slice(row * block, block);
            bias.Value.CopyTo(tokens);
            for (int j = 0; j < tokenOf.Length; j++)
            {
                Span<float> token = tokens.Slice(tokenOf[j] * width, width);
                TensorPrimitives.MultiplyAdd(vectors.Value.AsSpan(j * width, width), x[row * tokenOf.Length + j], token, token);
            }
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.NeedsGradient ? Input.Slopes(pass) : default, gradient = vectors.Gradient;
        int block = bias.Value.Length;
        gradient.Clear();
        ChannelSums.Of(dy, bias.Gradient);
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            for (int j = 0; j < tokenOf.Length; j++)
            {
                ReadOnlySpan<float> slope = dy.Slice(row * block + tokenOf[j] * width, width);
                Span<float> target = gradient.Slice(j * width, width);
                TensorPrimitives.MultiplyAdd(slope, x[row * tokenOf.Length + j], target, target);
                if (!dx.IsEmpty)
                {
                    dx[row * tokenOf.Length + j] = TensorPrimitives.Dot(slope, vectors.Value.AsSpan(j * width, width));
                }
            }
        }
    }
}
