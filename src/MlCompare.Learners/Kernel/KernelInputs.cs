using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>Encoded training rows: encoder, origin and unit of distance are figures of the head (<see cref="KernelHead"/>).</summary>
internal sealed class KernelInputs
{
    // Rows whose mutual distances give the median.
    private const int MedianRows = 500;

    private readonly DesignMatrix design;

    /// <param name="features">At least <paramref name="count"/> rows.</param>
    /// <param name="settings">With one encoding, see <see cref="EncodingChoice"/>.</param>
    public KernelInputs(FeatureTable features, int head, int count, KernelOptions settings, FitContext context)
    {
        Encoder = FeatureEncoder.Fit(features.Head(head), settings.Encodings[0], context.Cancel);
        design = Encoder.Transform(features.Head(count), context.Threads, context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
        Centre = Means(design, head);
        Metric = settings.Metric == KernelMetric.Whitened ? Whitening.Fit(design, Centre, head, context.Cancel) : null;
        Rows = KernelRows.Of(design, Centre, Metric);
        Median = MedianOf(Rows, head, context);
    }

    public FeatureEncoder Encoder { get; }

    public float[] Centre { get; }

    /// <summary>What distances are measured by; null: as they are.</summary>
    public FeatureMetric? Metric { get; }

    public KernelRows Rows { get; }

    /// <summary>Median distance between rows of the head, the unit of bandwidths.</summary>
    public double Median { get; }

    /// <summary>Median distance between the first rows, <paramref name="most"/> or fewer.</summary>
    public static double MedianOf(KernelRows rows, int most, FitContext context)
    {
        KernelSystem distances = new(Math.Min(most, MedianRows), context.Threads, context.Cancel);
        distances.FillDistances(rows);
        return Steady(distances.MedianDistance(MedianRows));
    }

    /// <summary>Five digits: the order of the features shows in the sixth or seventh, and a small ridge would make much of it.</summary>
    private static double Steady(double value)
    {
        double unit = Math.Pow(10, 4 - Math.Floor(Math.Log10(value)));
        return Math.Round(value * unit) / unit;
    }

    /// <summary>The first rows as a learned metric sees them.</summary>
    public KernelRows Select(int count, FeatureMetric metric) =>
        KernelRows.Of(design, Centre, [.. Enumerable.Range(0, Math.Min(count, design.Count))], metric);

    /// <summary>Distances do not change with the origin; inner products of centred rows lose less to rounding.</summary>
    private static float[] Means(DesignMatrix design, int head)
    {
        double[] sums = new double[design.DenseWidth];
        for (int i = 0; i < head; i++)
        {
            ReadOnlySpan<float> row = design.DenseRow(i);
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        return [.. sums.Select(sum => (float)(sum / head))];
    }
}
