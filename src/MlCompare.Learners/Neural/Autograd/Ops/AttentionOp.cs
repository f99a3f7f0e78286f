using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// Softmax attention of the positions of a row to one another; queries, keys and values stand side by side in the input (3 × width). A
/// text's filled-up positions are not attended to.
/// </summary>
internal sealed class AttentionOp(Tensor input, int heads)
    : Op(input, input with { Shape = input.Shape with { Channels = input.Channels / 3 }, NeedsGradient = true })
{
    private readonly int width = input.Channels / 3, part = input.Channels / 3 / heads;
    private float[] weights = [], slopes = [];

    public override void Forward(Pass pass)
    {
        int positions = Input.Positions(pass), square = positions * positions;
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        if (weights.Length < Input.Rows(pass) * heads * square)
        {
            (weights, slopes) = (new float[Input.Rows(pass) * heads * square], new float[square]);
        }

        for (int unit = 0; unit < Input.Rows(pass) * heads; unit++)
        {
            (int row, int head) = Math.DivRem(unit, heads);
            ReadOnlySpan<float> q = x[(row * positions * 3 * width + head * part)..];
            Span<float> p = weights.AsSpan(unit * square, square);
            Gemm.Run(false, true, positions, positions, part, Factor, q, 3 * width, q[width..], 3 * width, 0, p, positions);
            int counted = Counted(pass, row, positions);
            for (int i = 0; i < positions; i++)
            {
                Span<float> line = p.Slice(i * positions, positions);
                line[counted..].Fill(float.NegativeInfinity);
                TensorPrimitives.Subtract(line, TensorPrimitives.Max<float>(line[..counted]), line);
                TensorPrimitives.Exp(line, line);
                TensorPrimitives.Multiply(line, 1 / TensorPrimitives.Sum<float>(line), line);
            }

            Gemm.Run(false, false, positions, part, positions, 1, p, positions, q[(2 * width)..], 3 * width, 0, y[(row * positions * width + head * part)..], width);
        }
    }

    public override void Backward(Pass pass)
    {
        int positions = Input.Positions(pass), square = positions * positions, wide = 3 * width;
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass), dp = slopes.AsSpan(0, square);
        for (int unit = 0; unit < Input.Rows(pass) * heads; unit++)
        {
            (int row, int head) = Math.DivRem(unit, heads);
            int at = row * positions * wide + head * part;
            ReadOnlySpan<float> q = x[at..], p = weights.AsSpan(unit * square, square), dOut = dy[(row * positions * width + head * part)..];
            Span<float> dq = dx[at..], dk = dq[width..], dv = dk[width..];
            Gemm.Run(true, false, positions, part, positions, 1, p, positions, dOut, width, 0, dv, wide);
            Gemm.Run(false, true, positions, positions, part, 1, dOut, width, q[(2 * width)..], wide, 0, dp, positions);
            for (int i = 0; i < positions; i++)
            {
                Span<float> line = dp.Slice(i * positions, positions);
                ReadOnlySpan<float> share = p.Slice(i * positions, positions);
                TensorPrimitives.Subtract(line, TensorPrimitives.Dot(line, share), line);
                TensorPrimitives.Multiply(line, share, line);
            }

            Gemm.Run(false, false, positions, part, positions, Factor, dp, positions, q[width..], wide, 0, dq, wide);
            Gemm.Run(true, false, positions, part, positions, Factor, dp, positions, q, wide, 0, dk, wide);
        }
    }

    private float Factor => 1 / MathF.Sqrt(part);

    /// <summary>At least 1: a text without a token attends to its first, empty one.</summary>
    private int Counted(Pass pass, int row, int positions) => Input.IsSequence ? Math.Max(1, pass.Lengths[row / Input.Members]) : positions;
}
