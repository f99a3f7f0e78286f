using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Mean over the positions of each row; of a text over its tokens, 0 when it has none.</summary>
internal sealed class MeanPoolOp(Tensor input) : Op(input, new Tensor(new TensorShape(1, 1, input.Channels), input.Members))
{
    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        int channels = Input.Channels, positions = Input.Positions(pass);
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            Span<float> y = Output.Values(pass).Slice(row * channels, channels);
            y.Clear();
            int counted = Counted(pass, row);
            for (int at = 0; at < counted; at++)
            {
                TensorPrimitives.Add(y, x.Slice((row * positions + at) * channels, channels), y);
            }

            TensorPrimitives.Multiply(y, 1f / Math.Max(1, counted), y);
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass);
        int channels = Input.Channels, positions = Input.Positions(pass);
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            int counted = Counted(pass, row);
            ReadOnlySpan<float> slope = dy.Slice(row * channels, channels);
            Span<float> here = dx.Slice(row * positions * channels, positions * channels);
            for (int at = 0; at < counted; at++)
            {
                TensorPrimitives.Multiply(slope, 1f / counted, here.Slice(at * channels, channels));
            }

            here[(counted * channels)..].Clear();
        }
    }

    private int Counted(Pass pass, int row) => Input.IsSequence ? pass.Lengths[row / Input.Members] : Input.Shape.Positions;
}
