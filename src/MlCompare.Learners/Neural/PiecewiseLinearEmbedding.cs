using System.Numerics;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Gives each numeric column, beside its value, its position in the bins between training quantiles: 0 before a bin, 1 after it, linear
/// inside (Gorishniy et al. 2022, "On embeddings for numerical features"). A dense layer can then bend each column by itself.
/// </summary>
internal sealed class PiecewiseLinearEmbedding
{
    // Columns of fewer values are indicators: nothing to bend.
    private const int FewestValues = 3;

    private readonly float[][] edges;
    private readonly float[][] widths;
    private readonly float scale;

    private PiecewiseLinearEmbedding(float[][] edges, float scale)
    {
        this.edges = edges;
        this.scale = scale;
        widths = [.. edges.Select(bounds => Enumerable.Range(0, Bins(bounds)).Select(b => bounds[b + 1] - bounds[b]).ToArray())];
        Width = edges.Length + edges.Sum(Bins);
    }

    /// <summary>Dense column → edges of its bins.</summary>
    public float[][] Edges => edges;

    /// <summary>What a full bin counts.</summary>
    public float Scale => scale;

    /// <summary>Numbers a row: the dense columns as they are, then the bins of one column after the other.</summary>
    public int Width { get; }

    /// <summary>Bins between quantiles of the training rows; columns with few values get a bin between each two neighbours.</summary>
    /// <param name="bins">Most bins a column; 0 passes the columns through.</param>
    /// <param name="scale">What a full bin counts.</param>
    public static PiecewiseLinearEmbedding Fit(DesignMatrix train, int bins, float scale)
    {
        float[][] edges = new float[train.DenseWidth][];
        float[] values = new float[train.Count];
        for (int j = 0; j < edges.Length; j++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = train.Dense[i * edges.Length + j];
            }

            edges[j] = bins == 0 ? [] : EdgesOf(values, bins);
        }

        return new PiecewiseLinearEmbedding(edges, scale);
    }

    /// <summary>Writes one row's inputs (<see cref="Width"/> numbers).</summary>
    public void Apply(ReadOnlySpan<float> row, Span<float> inputs)
    {
        row.CopyTo(inputs);
        int at = row.Length;
        for (int j = 0; j < edges.Length; j++)
        {
            float[] bounds = edges[j], width = widths[j];
            Span<float> target = inputs.Slice(at, width.Length);
            Vector<float> value = new(row[j]);
            int b = 0;
            for (; b <= width.Length - Vector<float>.Count; b += Vector<float>.Count)
            {
                Vector<float> place = (value - new Vector<float>(bounds, b)) / new Vector<float>(width, b);
                (scale * Vector.Min(Vector.Max(place, Vector<float>.Zero), Vector<float>.One)).CopyTo(target[b..]);
            }

            for (; b < width.Length; b++)
            {
                target[b] = scale * Math.Clamp((row[j] - bounds[b]) / width[b], 0, 1);
            }

            at += width.Length;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(scale);
        writer.Write(edges.Length);
        foreach (float[] bounds in edges)
        {
            NumberArrays.Save(writer, bounds);
        }
    }

    public static PiecewiseLinearEmbedding Load(BinaryReader reader)
    {
        float scale = reader.ReadSingle();
        float[][] edges = new float[NumberArrays.Count(reader)][];
        for (int j = 0; j < edges.Length; j++)
        {
            edges[j] = NumberArrays.Load<float>(reader);
        }

        return new PiecewiseLinearEmbedding(edges, scale);
    }

    private static int Bins(float[] bounds) => Math.Max(0, bounds.Length - 1);

    private static float[] EdgesOf(float[] values, int bins)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        float[] distinct = [.. sorted.Distinct()];
        if (distinct.Length < FewestValues)
        {
            return [];
        }

        return distinct.Length <= bins + 1
            ? distinct
            : [.. Enumerable.Range(0, bins + 1).Select(b => sorted[(int)((long)b * (sorted.Length - 1) / bins)]).Distinct()];
    }
}
