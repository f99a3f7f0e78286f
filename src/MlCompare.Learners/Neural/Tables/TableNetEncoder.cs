using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>
/// A table as rows of numbers: scaled numbers first, then indicators and the like, then the bins of the numbers where asked for; all times
/// one factor that makes the mean square of an input 1, so that sums start at variance 1 whatever the share of indicators.
/// </summary>
internal sealed class TableNetEncoder : NetworkEncoder
{
    // Columns of fewer values are indicators.
    private const int FewestValues = 3;

    private readonly FeatureEncoder encoder;
    private readonly int[] order;
    private readonly int numeric;
    private readonly PiecewiseLinearEmbedding bins;
    private readonly float factor;

    private TableNetEncoder(FeatureEncoder encoder, int[] order, int numeric, PiecewiseLinearEmbedding bins, float factor) =>
        (this.encoder, this.order, this.numeric, this.bins, this.factor) = (encoder, order, numeric, bins, factor);

    public FeatureEncoder Encoder => encoder;

    /// <summary>Place of an input's column among the encoded ones.</summary>
    public int[] Order => order;

    public PiecewiseLinearEmbedding Bins => bins;

    public float Factor => factor;

    public override NetworkInput? Input => bins.Width == 0 ? null : new NetworkInput.Columns(numeric, bins.Width);

    /// <param name="binCount">Most bins a column; 0 for none.</param>
    /// <param name="textFeatures">Most words of each text column.</param>
    public static TableNetEncoder Fit(FeatureTable train, int binCount, float binScale, int textFeatures, CancellationToken cancel)
    {
        // By name: the order of the columns in the table then changes nothing.
        FeatureTable byName = new(train.Modality, train.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));
        FeatureEncoder encoder = FeatureEncoder.Fit(byName, new EncoderOptions { WordFeatures = textFeatures, CharacterFeatures = 0 }, cancel);
        DesignMatrix design = encoder.Transform(train, cancel);
        bool[] varied = [.. Enumerable.Range(0, encoder.Width).Select(j => j < design.DenseWidth && Varied(design, j))];
        int[] order = [.. Enumerable.Range(0, varied.Length).OrderBy(j => varied[j] ? 0 : 1).ThenBy(j => j)];
        DesignMatrix ordered = Reorder(design, order);
        PiecewiseLinearEmbedding bins = PiecewiseLinearEmbedding.Fit(ordered, binCount, binScale);
        double square = MeanSquare(ordered, bins);
        return new TableNetEncoder(encoder, order, varied.Count(value => value), bins, square > 0 ? (float)(1 / Math.Sqrt(square)) : 1);
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        DesignMatrix design = Reorder(encoder.Transform(features, cancel), order);
        float[] numbers = new float[design.Count * bins.Width];
        for (int row = 0; row < design.Count; row++)
        {
            Span<float> target = numbers.AsSpan(row * bins.Width, bins.Width);
            bins.Apply(design.DenseRow(row), target);
            System.Numerics.Tensors.TensorPrimitives.Multiply(target, factor, target);
        }

        return new DenseRows(bins.Width, numbers, design.Count);
    }

    public override void Save(BinaryWriter writer)
    {
        encoder.Save(writer);
        NumberArrays.Save<int>(writer, order);
        writer.Write(numeric);
        bins.Save(writer);
        writer.Write(factor);
    }

    public static TableNetEncoder Load(BinaryReader reader) => new(
        FeatureEncoder.Load(reader), NumberArrays.Load<int>(reader), reader.ReadInt32(), PiecewiseLinearEmbedding.Load(reader), reader.ReadSingle());

    private static bool Varied(DesignMatrix design, int column)
    {
        HashSet<float> values = [];
        for (int row = 0; row < design.Count && values.Count < FewestValues; row++)
        {
            values.Add(design.Dense[row * design.DenseWidth + column]);
        }

        return values.Count >= FewestValues;
    }

    /// <summary>All columns dense, in the given order.</summary>
    private static DesignMatrix Reorder(DesignMatrix design, int[] order)
    {
        float[] dense = new float[design.Count * order.Length], row = new float[order.Length];
        for (int i = 0; i < design.Count; i++)
        {
            row.AsSpan().Clear();
            design.DenseRow(i).CopyTo(row);
            if (design.Sparse is { } sparse)
            {
                ReadOnlySpan<int> columns = sparse.Columns(i);
                for (int k = 0; k < columns.Length; k++)
                {
                    row[design.DenseWidth + columns[k]] = sparse.Values(i)[k];
                }
            }

            for (int j = 0; j < order.Length; j++)
            {
                dense[i * order.Length + j] = row[order[j]];
            }
        }

        return new DesignMatrix(design.Count, order.Length, dense, null);
    }

    private static double MeanSquare(DesignMatrix design, PiecewiseLinearEmbedding bins)
    {
        double sum = 0;
        float[] row = new float[bins.Width];
        for (int i = 0; i < design.Count; i++)
        {
            bins.Apply(design.DenseRow(i), row);
            sum += System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(row);
        }

        return sum / Math.Max(1, (double)design.Count * bins.Width);
    }
}
