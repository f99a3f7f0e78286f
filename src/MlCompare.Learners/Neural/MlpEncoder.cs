using System.Numerics.Tensors;
using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Features of any kind as rows of numbers: encoded columns, the bins of the numbers where asked for, and texts as sparse terms. Two factors give
/// the first layer's sums variance 1, half from dense and half from sparse inputs where there are both.
/// </summary>
internal sealed class MlpEncoder : NetworkEncoder
{
    private readonly FeatureEncoder encoder;
    private readonly PiecewiseLinearEmbedding bins;
    private readonly float dense, sparse;
    private DesignMatrix? training;

    private MlpEncoder(FeatureEncoder encoder, PiecewiseLinearEmbedding bins, float dense, float sparse) =>
        (this.encoder, this.bins, this.dense, this.sparse) = (encoder, bins, dense, sparse);

    public FeatureEncoder Encoder => encoder;

    public PiecewiseLinearEmbedding Bins => bins;

    /// <summary>Multiplies the dense inputs.</summary>
    public float DenseFactor => dense;

    /// <summary>Multiplies the terms of texts.</summary>
    public float SparseFactor => sparse;

    public override NetworkInput? Input =>
        encoder.SparseWidth > 0 ? new NetworkInput.Terms(bins.Width, encoder.SparseWidth)
        : bins.Width > 0 ? new NetworkInput.Columns(encoder.DenseWidth, bins.Width)
        : null;

    /// <param name="binCount">Most bins a column; 0 for none.</param>
    /// <param name="textFeatures">Most word n-grams, and as many character n-grams, of a text column.</param>
    public static MlpEncoder Fit(FeatureTable train, int binCount, float binScale, int textFeatures, CancellationToken cancel)
    {
        // By name: the order of the columns in the table then changes nothing.
        FeatureTable byName = new(train.Modality, train.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));
        FeatureEncoder encoder = FeatureEncoder.Fit(
            byName, new EncoderOptions { WordFeatures = textFeatures, CharacterFeatures = textFeatures }, cancel);
        DesignMatrix design = encoder.Transform(train, cancel);
        PiecewiseLinearEmbedding bins = PiecewiseLinearEmbedding.Fit(design, binCount, binScale);
        (double denseSquares, double sparseSquares) = MeanSquaredLengths(design, bins);
        double share = denseSquares > 0 && sparseSquares > 0 ? 0.5 : 1;
        return new MlpEncoder(encoder, bins, Factor(denseSquares, share * bins.Width), Factor(sparseSquares, share)) { training = design };
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default) => Rows(encoder.Transform(features, cancel));

    public override NetworkRows TrainingRows(FeatureTable train, CancellationToken cancel)
    {
        DesignMatrix? design = training;
        training = null;
        return design is null ? Transform(train, cancel) : Rows(design);
    }

    public override void Save(BinaryWriter writer)
    {
        encoder.Save(writer);
        bins.Save(writer);
        writer.Write(dense);
        writer.Write(sparse);
    }

    public static MlpEncoder Load(BinaryReader reader) =>
        new(FeatureEncoder.Load(reader), PiecewiseLinearEmbedding.Load(reader), reader.ReadSingle(), reader.ReadSingle());

    private MlpRows Rows(DesignMatrix design) => new(
        design.Sparse is { } terms ? new DesignMatrix(design.Count, design.DenseWidth, design.Dense, terms.Times(sparse)) : design, bins, dense);

    /// <summary>What brings a mean squared length to the wanted one.</summary>
    private static float Factor(double squares, double wanted) => squares > 0 ? (float)Math.Sqrt(wanted / squares) : 1;

    /// <summary>Mean over all rows of the squared length of dense and sparse inputs.</summary>
    private static (double Dense, double Sparse) MeanSquaredLengths(DesignMatrix design, PiecewiseLinearEmbedding bins)
    {
        double denseSum = 0, sparseSum = 0;
        float[] row = new float[bins.Width];
        for (int i = 0; i < design.Count; i++)
        {
            bins.Apply(design.DenseRow(i), row);
            denseSum += TensorPrimitives.SumOfSquares<float>(row);
            sparseSum += design.Sparse is null ? 0 : TensorPrimitives.SumOfSquares(design.Sparse.Values(i));
        }

        return (denseSum / design.Count, sparseSum / design.Count);
    }
}
