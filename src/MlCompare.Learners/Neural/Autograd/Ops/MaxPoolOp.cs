using System.Numerics;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Largest of each window; its slope goes to the first number that is as large.</summary>
internal sealed class MaxPoolOp : Op
{
    private readonly TensorShape from, to;
    private readonly int across, down, channels;

    public MaxPoolOp(Tensor input, Layer.MaxPool pool)
        : base(input, input with { Shape = pool.After(input.Shape), NeedsGradient = true })
    {
        if (input.IsSequence)
        {
            throw new InputException("pooling of neighbouring tokens is not offered", "network layer MaxPool", "use GlobalMaxPool or MeanPool");
        }

        (from, to, channels) = (input.Shape, Output.Shape, input.Channels);
        (across, down) = (pool.Size, from.Height == 1 ? 1 : pool.Size);
    }

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        for (int at = 0; at < y.Length; at += channels)
        {
            int corner = Corner(at / channels);
            for (int place = 0; place < down * across; place++)
            {
                ReadOnlySpan<float> here = x.Slice(corner + Offset(place), channels);
                Span<float> target = y.Slice(at, channels);
                if (place == 0)
                {
                    here.CopyTo(target);
                }
                else
                {
                    Raise(here, target);
                }
            }
        }
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), y = Output.Values(pass), dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass);
        if (to.Height * down != from.Height || to.Width * across != from.Width)
        {
            dx.Clear();
        }

        Span<float> left = stackalloc float[channels];
        for (int at = 0; at < y.Length; at += channels)
        {
            int corner = Corner(at / channels);
            dy.Slice(at, channels).CopyTo(left);
            for (int place = 0; place < down * across; place++)
            {
                int start = corner + Offset(place);
                Give(x.Slice(start, channels), y.Slice(at, channels), left, dx.Slice(start, channels));
            }
        }
    }

    /// <summary>First number of the window of an output position.</summary>
    private int Corner(int position)
    {
        (int row, int inside) = Math.DivRem(position, to.Positions);
        (int line, int column) = Math.DivRem(inside, to.Width);
        return ((row * from.Height + line * down) * from.Width + column * across) * channels;
    }

    private int Offset(int place) => (place / across * from.Width + place % across) * channels;

    private static void Raise(ReadOnlySpan<float> x, Span<float> most)
    {
        int c = 0;
        for (; c <= x.Length - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(x[c..]), new Vector<float>(most[c..])).CopyTo(most[c..]);
        }

        for (; c < x.Length; c++)
        {
            most[c] = Math.Max(x[c], most[c]);
        }
    }

    /// <summary>Moves the slopes that are left to where x is the largest.</summary>
    private static void Give(ReadOnlySpan<float> x, ReadOnlySpan<float> most, Span<float> left, Span<float> slopes)
    {
        int c = 0;
        for (; c <= x.Length - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<int> here = Vector.Equals(new Vector<float>(x[c..]), new Vector<float>(most[c..]));
            Vector<float> rest = new(left[c..]);
            Vector.ConditionalSelect(here, rest, Vector<float>.Zero).CopyTo(slopes[c..]);
            Vector.ConditionalSelect(here, Vector<float>.Zero, rest).CopyTo(left[c..]);
        }

        for (; c < x.Length; c++)
        {
            bool here = x[c] == most[c];
            slopes[c] = here ? left[c] : 0;
            left[c] = here ? 0 : left[c];
        }
    }
}
