using System.Numerics;
using System.Runtime.InteropServices;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Largest of each window; its slope goes to the first number that is as large.</summary>
internal sealed class MaxPoolOp : Op
{
    private readonly TensorShape from, to;
    private readonly int across, down, channels;
    private readonly int[] places;

    public MaxPoolOp(Tensor input, Layer.MaxPool pool)
        : base(input, input with { Shape = pool.After(input.Shape), NeedsGradient = true })
    {
        if (input.IsSequence)
        {
            throw new InputException("pooling of neighbouring tokens is not offered", "network layer MaxPool", "use GlobalMaxPool or MeanPool");
        }

        (from, to, channels) = (input.Shape, Output.Shape, input.Channels);
        (across, down) = (pool.Size, from.Height == 1 ? 1 : pool.Size);
        places = [.. Enumerable.Range(0, down * across).Select(place => (place / across * from.Width + place % across) * channels)];
    }

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        for (int at = 0; at < y.Length; at += channels)
        {
            Largest(x[Corner(at / channels)..], y.Slice(at, channels));
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

        for (int at = 0; at < y.Length; at += channels)
        {
            int corner = Corner(at / channels);
            Give(x[corner..], y.Slice(at, channels), dy.Slice(at, channels), dx[corner..]);
        }
    }

    /// <summary>First number of the window of an output position.</summary>
    private int Corner(int position)
    {
        (int row, int inside) = Math.DivRem(position, to.Positions);
        (int line, int column) = Math.DivRem(inside, to.Width);
        return ((row * from.Height + line * down) * from.Width + column * across) * channels;
    }

    private void Largest(ReadOnlySpan<float> window, Span<float> most)
    {
        int lanes = Vector<float>.Count, c = 0;
        ref float x = ref MemoryMarshal.GetReference(window), y = ref MemoryMarshal.GetReference(most);
        for (; c <= most.Length - lanes; c += lanes)
        {
            Vector<float> large = Vector.LoadUnsafe(ref x, (nuint)c);
            for (int place = 1; place < places.Length; place++)
            {
                large = Vector.Max(large, Vector.LoadUnsafe(ref x, (nuint)(places[place] + c)));
            }

            large.StoreUnsafe(ref y, (nuint)c);
        }

        for (; c < most.Length; c++)
        {
            most[c] = window[c];
            for (int place = 1; place < places.Length; place++)
            {
                most[c] = Math.Max(most[c], window[places[place] + c]);
            }
        }
    }

    private void Give(ReadOnlySpan<float> window, ReadOnlySpan<float> most, ReadOnlySpan<float> slope, Span<float> target)
    {
        int lanes = Vector<float>.Count, c = 0;
        ref float x = ref MemoryMarshal.GetReference(window), y = ref MemoryMarshal.GetReference(most);
        ref float dy = ref MemoryMarshal.GetReference(slope), dx = ref MemoryMarshal.GetReference(target);
        for (; c <= most.Length - lanes; c += lanes)
        {
            Vector<float> large = Vector.LoadUnsafe(ref y, (nuint)c), left = Vector.LoadUnsafe(ref dy, (nuint)c);
            foreach (int place in places)
            {
                Vector<int> here = Vector.Equals(Vector.LoadUnsafe(ref x, (nuint)(place + c)), large);
                Vector.ConditionalSelect(here, left, Vector<float>.Zero).StoreUnsafe(ref dx, (nuint)(place + c));
                left = Vector.ConditionalSelect(here, Vector<float>.Zero, left);
            }
        }

        for (; c < most.Length; c++)
        {
            float left = slope[c];
            foreach (int place in places)
            {
                bool here = window[place + c] == most[c];
                target[place + c] = here ? left : 0;
                left = here ? 0 : left;
            }
        }
    }
}
