using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Largest number of each channel over the positions of a row; of a text over its tokens, 0 when it has none.</summary>
internal sealed class GlobalMaxPoolOp(Tensor input) : Op(input, new Tensor(new TensorShape(1, 1, input.Channels), input.Members))
{
    private int[] places = [];

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int channels = Input.Channels, positions = Input.Positions(pass);
        if (places.Length < y.Length)
        {
            places = new int[y.Length];
        }

        places.AsSpan(0, y.Length).Fill(-1);
        y.Clear();
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            int counted = Input.IsSequence ? pass.Lengths[row / Input.Members] : positions;
            for (int at = 0; at < counted; at++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int from = (row * positions + at) * channels + c, to = row * channels + c;
                    if (at == 0 || x[from] > y[to])
                    {
                        (y[to], places[to]) = (x[from], from);
                    }
                }
            }
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass);
        dx.Clear();
        for (int i = 0; i < dy.Length; i++)
        {
            if (places[i] >= 0)
            {
                dx[places[i]] = dy[i];
            }
        }
    }
}
