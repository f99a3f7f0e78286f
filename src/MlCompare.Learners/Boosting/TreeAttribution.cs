using MlCompare.Data;
using MlCompare.Importance;

namespace MlCompare.Learners.Boosting;

/// <summary>Which output a score contributes to, times what.</summary>
internal readonly record struct ScorePlace(int Score, int Output, double Scale);

/// <summary>Shapley values of many trees in some rows, tree by tree, added up from encoded columns to raw inputs and from scores to outputs.</summary>
internal sealed class TreeAttribution(FeatureTable features, InputEncoding encoding, int scores)
{
    private readonly EncodedRows rows = encoding.Encode(features, 0, features.Count);
    private readonly double[] sums = new double[features.Count * scores * encoding.Width];
    private readonly double[] expected = new double[scores];
    private readonly TreeShap shap = new();
    private bool[] goesLeft = [];

    /// <summary>Score → its sum over the trees when no input is known.</summary>
    public double[] Expected => expected;

    /// <param name="values">Leaves × outputs of this tree.</param>
    /// <param name="first">The score that the first of these is added to.</param>
    public void Add(Tree tree, ReadOnlySpan<double> values, int first)
    {
        ShapTree shape = Shape(tree, values);
        if (goesLeft.Length < shape.Nodes)
        {
            goesLeft = new bool[shape.Nodes];
        }

        for (int k = 0; k < shape.Outputs; k++)
        {
            expected[first + k] += shape.Expectations[k];
        }

        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> encoded = rows.Row(row);
            for (int node = 0; node < shape.Nodes; node++)
            {
                goesLeft[node] = tree.GoesLeft(node, encoded[tree.Nodes[node].Column]);
            }

            shap.Add(shape, goesLeft, sums.AsSpan((row * scores + first) * encoding.Width, shape.Outputs * encoding.Width));
        }
    }

    /// <param name="bases">Output → its value when no input is known.</param>
    public Attributions Finish(double[] bases, ScorePlace[] places, Link link)
    {
        int inputs = encoding.ToRawInputs(new double[encoding.Width]).Length;
        double[] values = new double[rows.Count * bases.Length * inputs];
        for (int row = 0; row < rows.Count; row++)
        {
            foreach ((int score, int output, double scale) in places)
            {
                double[] raw = encoding.ToRawInputs(sums.AsSpan((row * scores + score) * encoding.Width, encoding.Width).ToArray());
                Span<double> target = values.AsSpan((row * bases.Length + output) * inputs, inputs);
                for (int j = 0; j < inputs; j++)
                {
                    target[j] += scale * raw[j];
                }
            }
        }

        return new Attributions(values, inputs, bases, link);
    }

    private static ShapTree Shape(Tree tree, ReadOnlySpan<double> values)
    {
        int[] columns = new int[tree.Nodes.Length], left = new int[columns.Length], right = new int[columns.Length];
        for (int node = 0; node < columns.Length; node++)
        {
            (columns[node], left[node], right[node]) = (tree.Nodes[node].Column, tree.Nodes[node].Left, tree.Nodes[node].Right);
        }

        return new ShapTree(columns, left, right, tree.Covers, values);
    }
}
