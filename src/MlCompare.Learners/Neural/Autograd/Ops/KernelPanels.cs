using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>The weights of a convolution in panels of a tile's columns, depth by depth, the last panel filled up with zeros.</summary>
/// <param name="depth">Numbers under the kernel.</param>
internal sealed class KernelPanels(int depth, int columns)
{
    private static int Step => SlidingTile.Columns;

    public int Depth { get; } = depth;

    public float[] Numbers { get; } = new float[(columns + Step - 1) / Step * Step * depth];

    /// <summary>From weights as stored (depth × columns).</summary>
    public void Pack(ReadOnlySpan<float> weights, int stride)
    {
        for (int p = 0; p < Depth; p++)
        {
            for (int j = 0; j < columns; j += Step)
            {
                weights.Slice(p * stride + j, Math.Min(Step, columns - j)).CopyTo(Numbers.AsSpan((j / Step * Depth + p) * Step));
            }
        }
    }

    /// <summary>For the way back: the kernel turned by half a turn, channels out (filled up to <paramref name="padded"/>) as depth.</summary>
    public void PackMirrored(ReadOnlySpan<float> weights, int lines, int kernel, int channels, int filters, int padded)
    {
        int places = lines * kernel;
        for (int place = 0; place < places; place++)
        {
            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<float> from = weights.Slice(((places - 1 - place) * channels + c) * filters, filters);
                int to = (c / Step * Depth + place * padded) * Step + c % Step;
                for (int f = 0; f < filters; f++)
                {
                    Numbers[to + f * Step] = from[f];
                }
            }
        }
    }
}
