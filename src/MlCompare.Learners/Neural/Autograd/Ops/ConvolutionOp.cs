using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// Convolution with stride 1 and zeros beyond the edge, as three products over sliding windows of one image at a time that lies, framed
/// with zeros, in the cache (<see cref="SlidingTile"/>). Weights are lines × columns × channels in × channels out. Positions past a text's
/// end count as beyond the edge.
/// </summary>
internal sealed unsafe class ConvolutionOp : Op
{
    private readonly int lines, kernel, channels, filters;
    private readonly Parameter weights, bias;
    private readonly Frame image, slopes;
    private readonly KernelPanels forward, backward;
    private readonly float[] tile = new float[SlidingTile.Rows * SlidingTile.Columns];

    public ConvolutionOp(Tensor input, int filters, int kernel, double gain, ParameterSource source)
        : base(input, input with { Shape = input.Shape with { Channels = filters }, NeedsGradient = true })
    {
        (this.kernel, this.filters, lines, channels) = (kernel, filters, input.Shape.Height == 1 ? 1 : kernel, input.Channels);
        weights = source.Weights(lines * kernel * channels * filters, Math.Sqrt(gain / (lines * kernel * channels)));
        bias = source.Vector(filters);
        image = new Frame(lines, kernel, channels, channels);
        slopes = new Frame(lines, kernel, filters, (filters + 15) / 16 * 16);
        forward = new KernelPanels(lines * kernel * channels, filters);
        backward = new KernelPanels(lines * kernel * slopes.Channels, channels);
    }

    public override IReadOnlyList<Parameter> Parameters => [weights, bias];

    public override void Forward(Pass pass)
    {
        int width = Width(pass), size = Input.Shape.Height * width;
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        forward.Pack(weights.Value, filters);
        image.Resize(Input.Shape.Height, width);
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            image.Fill(x.Slice(row * size * channels, size * channels), Valid(pass, row, width));
            Slide(image, forward, width, y.Slice(row * size * filters, size * filters), filters, bias.Value);
        }
    }

    public override void Backward(Pass pass)
    {
        int width = Width(pass), size = Input.Shape.Height * width;
        ReadOnlySpan<float> x = Input.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.NeedsGradient ? Input.Slopes(pass) : default;
        ChannelSums.Of(dy, bias.Gradient);
        weights.Gradient.AsSpan().Clear();
        backward.PackMirrored(weights.Value, lines, kernel, channels, filters, slopes.Channels);
        image.Resize(Input.Shape.Height, width);
        slopes.Resize(Input.Shape.Height, width);
        for (int row = 0; row < Input.Rows(pass); row++)
        {
            image.Fill(x.Slice(row * size * channels, size * channels), Valid(pass, row, width));
            slopes.Fill(dy.Slice(row * size * filters, size * filters), width);
            AddWeightGradient(width);
            if (Input.NeedsGradient)
            {
                Span<float> target = dx.Slice(row * size * channels, size * channels);
                Slide(slopes, backward, width, target, channels, []);
                if (Input.IsSequence)
                {
                    target[(Valid(pass, row, width) * channels)..].Clear();
                }
            }
        }
    }

    private int Width(Pass pass) => Input.IsSequence ? pass.Length : Input.Shape.Width;

    private int Valid(Pass pass, int row, int width) => Input.IsSequence ? pass.Lengths[row / Input.Members] : width;

    /// <summary>target (positions × columns) ← the frame under the sliding kernel, plus the shift where there is one.</summary>
    private void Slide(Frame frame, KernelPanels panels, int width, Span<float> target, int columns, ReadOnlySpan<float> shift)
    {
        int step = SlidingTile.Columns, positions = (Input.Shape.Height - 1) * frame.Width + width;
        Sweep sweep = new(lines, kernel * frame.Channels, frame.Channels, 1, frame.Width * frame.Channels, step, kernel * frame.Channels * step);
        fixed (float* a = frame.Numbers, b = panels.Numbers, sums = tile)
        {
            for (int j = 0; j < columns; j += step)
            {
                int count = Math.Min(step, columns - j);
                for (int q = 0; q < positions; q += SlidingTile.Rows)
                {
                    SlidingTile.Run(sweep, a + (nint)q * frame.Channels, b + (nint)j * panels.Depth, count <= step / 2, sums);
                    for (int i = 0; i < SlidingTile.Rows && q + i < positions; i++)
                    {
                        (int line, int column) = Math.DivRem(q + i, frame.Width);
                        if (column < width)
                        {
                            Store(new ReadOnlySpan<float>(sums + i * step, count), shift, j, target.Slice((line * width + column) * columns + j, count));
                        }
                    }
                }
            }
        }
    }

    private static void Store(ReadOnlySpan<float> sums, ReadOnlySpan<float> shift, int from, Span<float> target)
    {
        if (shift.IsEmpty)
        {
            sums.CopyTo(target);
        }
        else
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sums, shift.Slice(from, target.Length), target);
        }
    }

    private void AddWeightGradient(int width)
    {
        int step = SlidingTile.Columns, depth = kernel * channels;
        Sweep sweep = new(
            Input.Shape.Height, width, 1, channels, image.Width * channels, slopes.Channels, slopes.Width * slopes.Channels);
        Span<float> gradient = weights.Gradient;
        fixed (float* a = image.Numbers, b = slopes.Numbers, sums = tile)
        {
            float* inner = b + slopes.Corner;
            for (int j = 0; j < filters; j += step)
            {
                int count = Math.Min(step, filters - j);
                for (int line = 0; line < lines; line++)
                {
                    for (int r = 0; r < depth; r += SlidingTile.Rows)
                    {
                        SlidingTile.Run(sweep, a + line * image.Width * channels + r, inner + j, count <= step / 2, sums);
                        for (int i = 0; i < SlidingTile.Rows && r + i < depth; i++)
                        {
                            Span<float> target = gradient.Slice((line * depth + r + i) * filters + j, count);
                            System.Numerics.Tensors.TensorPrimitives.Add(target, new ReadOnlySpan<float>(sums + i * step, count), target);
                        }
                    }
                }
            }
        }
    }
}
