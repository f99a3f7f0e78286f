using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Comparing;

namespace MlCompare.MLNet.Rows;

/// <summary>
/// ML.NET's own featurisers: missing numbers replaced by the mean and marked, levels one-hot, texts as normalised counts of words and of
/// three characters in a row; without the latter, and with a limit of words, for trees.
/// </summary>
internal sealed class StockEncoding : RowEncoding
{
    private const string Dense = "MlCompareDense", Sparse = "MlCompareSparse", Marks = "MlCompareMarks";

    private readonly byte[] file;
    private readonly ITransformer transformer;
    private readonly int dense, sparse;

    private StockEncoding(byte[] file)
    {
        this.file = file;
        using MemoryStream stream = new(file, writable: false);
        transformer = new MLContext(1).Model.Load(stream, out DataViewSchema input);
        DataViewSchema output = transformer.GetOutputSchema(input);
        dense = Size(output, Dense);
        sparse = Size(output, Sparse);
    }

    public override int Width => dense + sparse;

    /// <summary>Whether there is a featuriser for all columns.</summary>
    public static bool Takes(FeatureTable features) => features.Columns.All(column => column is NumericColumn or CategoricalColumn or TextColumn);

    /// <param name="words">Most words of a text for trees, whose numbers stay as they are; null: numbers are standardised, and texts come whole.</param>
    public static StockEncoding Fit(FeatureTable features, int? words)
    {
        features = ByName(features);
        MLContext context = new(1);
        IDataView rows = View(features);
        IEstimator<ITransformer>? pipeline = null;
        string[] numbers = [.. features.Columns.OfType<NumericColumn>().Where(column => !column.Values.All(float.IsNaN)).Select(column => column.Name)];
        if (numbers.Length > 0)
        {
            Then(context.Transforms.Concatenate(Dense, numbers));
            if (features.Columns.OfType<NumericColumn>().Any(column => column.Values.Any(float.IsNaN)))
            {
                Then(context.Transforms.IndicateMissingValues(Marks, Dense));
                Then(context.Transforms.Conversion.ConvertType(Marks, Marks, DataKind.Single));
                Then(context.Transforms.ReplaceMissingValues(Dense, Dense, MissingValueReplacingEstimator.ReplacementMode.Mean));
                Then(context.Transforms.Concatenate(Dense, Dense, Marks));
            }

            if (words is null)
            {
                Then(context.Transforms.NormalizeMeanVariance(Dense, Dense, fixZero: false));
            }
        }

        List<string> parts = [];
        foreach (Column column in features.Columns.Where(column => column is not NumericColumn))
        {
            string part = $"{Sparse}{parts.Count}";
            parts.Add(part);
            Then(column is CategoricalColumn ? context.Transforms.Categorical.OneHotEncoding(part, column.Name)
                : context.Transforms.Text.FeaturizeText(part, Texts(words), column.Name));
        }

        if (parts.Count > 0)
        {
            Then(context.Transforms.Concatenate(Sparse, [.. parts]));
        }

        using MemoryStream stream = new();
        context.Model.Save((pipeline ?? new EstimatorChain<ITransformer>()).Fit(rows), rows.Schema, stream);
        return new StockEncoding(stream.ToArray());

        void Then(IEstimator<ITransformer> step) => pipeline = pipeline is null ? step : pipeline.Append(step);
    }

    public override EncodedRowSet Encode(FeatureTable features, CancellationToken cancel = default)
    {
        IDataView encoded = transformer.Transform(View(features));
        float[] numbers = new float[features.Count * dense];
        int[] ends = new int[features.Count + 1];
        List<int> columns = [];
        List<float> values = [];
        using DataViewRowCursor cursor = encoded.GetRowCursor(encoded.Schema.Where(column => column.Name is Dense or Sparse));
        ValueGetter<VBuffer<float>>? denseOf = dense > 0 ? cursor.GetGetter<VBuffer<float>>(encoded.Schema[Dense]) : null;
        ValueGetter<VBuffer<float>>? sparseOf = sparse > 0 ? cursor.GetGetter<VBuffer<float>>(encoded.Schema[Sparse]) : null;
        VBuffer<float> buffer = default;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            cancel.ThrowIfCancellationRequested();
            if (denseOf is not null)
            {
                denseOf(ref buffer);
                buffer.CopyTo(numbers.AsSpan(row * dense, dense));
            }

            if (sparseOf is not null)
            {
                sparseOf(ref buffer);
                foreach ((int column, float value) in buffer.Items())
                {
                    if (value != 0)
                    {
                        columns.Add(column);
                        values.Add(value);
                    }
                }
            }

            ends[row + 1] = columns.Count;
        }

        return new EncodedRowSet(new DesignMatrix(features.Count, dense, numbers, sparse > 0 ? new SparseRows(sparse, ends, [.. columns], [.. values]) : null), []);
    }

    protected override void SaveBody(BinaryWriter writer) => NumberArrays.Save<byte>(writer, file);

    public static StockEncoding LoadBody(BinaryReader reader) => new(NumberArrays.Load<byte>(reader));

    private static LikeView View(FeatureTable features)
    {
        FeatureTable ordered = ByName(features);
        return RowShape.Of(ordered, TaskKind.Regression, []).View(ordered, null);
    }

    private static int Size(DataViewSchema schema, string column) => schema.GetColumnOrNull(column)?.Type is VectorDataViewType vector ? vector.Size : 0;

    private static TextFeaturizingEstimator.Options? Texts(int? words) => words is not int most ? null : new TextFeaturizingEstimator.Options
    {
        CharFeatureExtractor = null,
        WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = 1, MaximumNgramsCount = [most] },
    };
}
