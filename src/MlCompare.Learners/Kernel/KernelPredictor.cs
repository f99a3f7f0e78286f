using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>A fitted kernel expansion: the training rows, one weight a row and output.</summary>
public sealed class KernelPredictor : IPredictor
{
    private const int Version = 1;

    // Rows predicted at a time, and training rows whose shares are summed in float32 before they go into a double.
    private const int BatchRows = 128, PartRows = 256;

    private readonly FeatureEncoder encoder;
    private readonly float[] centre;
    private readonly KernelRows rows;
    private readonly float[] weights;
    private readonly double[] offsets;
    private readonly double scale;
    private readonly bool classes;
    private readonly double sharpness;

    internal KernelPredictor(
        FeatureEncoder encoder, float[] centre, KernelRows rows, float[] weights, KernelTargets targets, KernelChoice choice, double sharpness)
        : this(encoder, centre, rows, weights, targets.Centre, targets.Scale, targets.Classes is not null, choice.Shape, choice.Multiple, choice.Ridge, sharpness)
    {
    }

    private KernelPredictor(
        FeatureEncoder encoder, float[] centre, KernelRows rows, float[] weights, double[] offsets, double scale, bool classes,
        KernelShape shape, double bandwidth, double ridge, double sharpness)
    {
        (this.encoder, this.centre, this.rows, this.weights) = (encoder, centre, rows, weights);
        (this.offsets, this.scale, this.classes, this.sharpness) = (offsets, scale, classes, sharpness);
        (Shape, Bandwidth, Ridge) = (shape, bandwidth, ridge);
    }

    /// <summary>The kernel chosen.</summary>
    public KernelShape Shape { get; }

    /// <summary>L, in units of the encoded features.</summary>
    public double Bandwidth { get; }

    /// <summary>What was added to the diagonal.</summary>
    public double Ridge { get; }

    public Prediction Predict(FeatureTable features)
    {
        int columns = offsets.Length;
        double[] values = new double[features.Count * columns];
        DesignMatrix design = encoder.Transform(features);
        float[] kernel = new float[Math.Min(BatchRows, features.Count) * rows.Count];
        for (int first = 0; first < features.Count; first += BatchRows)
        {
            int count = Math.Min(BatchRows, features.Count - first);
            KernelRows queries = KernelRows.Of(design, centre, Enumerable.Range(first, count).ToArray());
            rows.SquaredDistances(queries, 0, count, 0, kernel, rows.Count);
            for (int i = 0; i < count; i++)
            {
                Shape.Apply(kernel.AsSpan(i * rows.Count, rows.Count), Bandwidth);
            }

            Expand(kernel, count, values.AsSpan(first * columns, count * columns));
        }

        for (int i = 0; i < features.Count; i++)
        {
            Finish(values.AsSpan(i * columns, columns));
        }

        return new Prediction(values, columns);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoder.Save(writer);
        FloatArrays.Save(writer, centre);
        rows.Save(writer);
        FloatArrays.Save(writer, weights);
        writer.Write(offsets.Length);
        foreach (double offset in offsets)
        {
            writer.Write(offset);
        }

        writer.Write(scale);
        writer.Write(classes);
        writer.Write((int)Shape);
        writer.Write(Bandwidth);
        writer.Write(Ridge);
        writer.Write(sharpness);
    }

    internal static KernelPredictor Load(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"The kernel model was saved in format {version}; this program reads format {Version}.");
        }

        FeatureEncoder encoder = FeatureEncoder.Load(reader);
        float[] centre = FloatArrays.Load(reader);
        KernelRows rows = KernelRows.Load(reader);
        float[] weights = FloatArrays.Load(reader);
        double[] offsets = new double[reader.ReadInt32()];
        for (int k = 0; k < offsets.Length; k++)
        {
            offsets[k] = reader.ReadDouble();
        }

        return new KernelPredictor(
            encoder, centre, rows, weights, offsets, reader.ReadDouble(), reader.ReadBoolean(),
            (KernelShape)reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
    }

    /// <summary>sums ← kernel · weights, in double across parts: weights of a small ridge are large and cancel.</summary>
    private void Expand(float[] kernel, int count, Span<double> sums)
    {
        int columns = offsets.Length;
        float[] part = new float[count * columns];
        for (int from = 0; from < rows.Count; from += PartRows)
        {
            int size = Math.Min(PartRows, rows.Count - from);
            Gemm.Run(
                false, false, count, columns, size, 1, kernel.AsSpan(from), rows.Count, weights.AsSpan(from * columns), columns, 0, part, columns);
            for (int p = 0; p < part.Length; p++)
            {
                sums[p] += part[p];
            }
        }
    }

    private void Finish(Span<double> row)
    {
        for (int k = 0; k < row.Length; k++)
        {
            double score = row[k] * scale + offsets[k];
            row[k] = classes ? Temperature.Link(score) : score;
        }

        if (classes)
        {
            Temperature.Softmax(row, sharpness, row);
        }
    }
}
