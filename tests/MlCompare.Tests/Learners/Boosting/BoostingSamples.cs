using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>Small random problems for the tests of trees.</summary>
internal static class BoostingSamples
{
    public static readonly TreeLimits Free = new(31, 64, 1, 0, 0, 0, 0, 0);

    /// <summary>Two columns of numbers (one with missing values) and, last, a category of <paramref name="levels"/> levels.</summary>
    public static float[] Values(int rows, int levels, double missing, Rng rng)
    {
        float[] values = new float[rows * 3];
        for (int i = 0; i < rows; i++)
        {
            values[i * 3] = (float)rng.NextGaussian();
            values[i * 3 + 1] = rng.NextDouble() < missing ? float.NaN : rng.NextInt(7);
            values[i * 3 + 2] = rng.NextDouble() < missing ? float.NaN : rng.NextInt(levels);
        }

        return values;
    }

    public static BinnedTable Bin(float[] values, int width, int[] levels, int maxBins = 255, double sparseBelow = 0) =>
        BinnedTable.Of(Columns(values, levels), maxBins, 1, sparseBelow, CancellationToken.None);

    /// <summary>Row-major numbers as columns.</summary>
    public static EncodedColumns Columns(float[] values, int[] levels) => new(
        values.Length / levels.Length, levels, (j, _) => values.Where((_, at) => at % levels.Length == j).ToArray());

    public static byte[] Codes(BinnedTable table, int column) => [.. All(table.Count).Select(row => (byte)table.Code(column, row))];

    /// <summary>Gradients in steps of 1/64, which fixed point holds exactly.</summary>
    public static float[] Gradients(int rows, Rng rng) => [.. Enumerable.Range(0, rows).Select(_ => (rng.NextInt(257) - 128) / 64f)];

    public static float[] Hessians(int rows, Rng rng) => [.. Enumerable.Range(0, rows).Select(_ => (1 + rng.NextInt(64)) / 64f)];

    public static int[] All(int count) => [.. Enumerable.Range(0, count)];

    public static Histogram Histogram(BinnedTable table, FixedPoint points, int[] rows, Histogram? parent = null, int threads = 1)
    {
        Histogram histogram = new(table.Offsets[^1]);
        Sums total = rows.Select(row => Entry(points, row)).Aggregate((a, b) => a + b);
        new HistogramBuilder(table, threads).Build(rows, points, total, All(table.Width), histogram, parent);
        return histogram;
    }

    /// <summary>One row in fixed point.</summary>
    public static Sums Entry(FixedPoint points, int row) => Sums.Of(FixedPoint.Pair(points.Entry(row)), (int)points.Entry(row) & FixedPoint.MaxRows);

    public static Sums[] ToSums(Histogram histogram) => [.. All(histogram.Rows.Length).Select(slot => histogram[slot])];

    public static FeatureTable Table(params Column[] columns) => new(Modality.Tabular, columns);

    /// <summary>Rows whose class (or target) depends on numbers with gaps, on a category, and on nothing in the last column.</summary>
    public static TrainingSet Mixed(int rows, int classes, ulong seed)
    {
        Rng rng = new(seed);
        float[] a = new float[rows], b = new float[rows], useless = new float[rows];
        int[] codes = new int[rows], labels = new int[rows];
        double[] targets = new double[rows];
        string[] levels = ["p", "q", "r", "s", "never"];
        for (int i = 0; i < rows; i++)
        {
            a[i] = (float)rng.NextGaussian();
            b[i] = rng.NextDouble() < 0.1 ? float.NaN : (float)rng.NextGaussian();
            codes[i] = rng.NextDouble() < 0.1 ? -1 : rng.NextInt(4);
            useless[i] = (float)rng.NextGaussian();
            targets[i] = a[i] + (float.IsNaN(b[i]) ? 1 : b[i] * b[i] / 2) + (codes[i] == 2 ? 1 : 0) + 0.3 * rng.NextGaussian();
            labels[i] = Math.Clamp((int)((targets[i] + 2) / 5 * Math.Max(2, classes)), 0, Math.Max(1, classes - 1));
        }

        FeatureTable features = Table(
            new NumericColumn("a", a), new NumericColumn("b", b), new CategoricalColumn("c", codes, [.. levels]), new NumericColumn("useless", useless));
        return new TrainingSet(
            features,
            classes == 0 ? Labels.OfValues(targets) : Labels.OfClasses(labels, [.. Enumerable.Range(0, classes).Select(k => $"class {k}")]));
    }

    public static BoostingPredictor Fit(TrainingSet train, BoostingOptions? options = null) =>
        (BoostingPredictor)new BoostingLearner(options ?? new BoostingOptions()).Fit(train, new FitContext(5));
}
