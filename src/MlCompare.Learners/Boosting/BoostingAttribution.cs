using MlCompare.Data;
using MlCompare.Importance;

namespace MlCompare.Learners.Boosting;

/// <summary>Shapley values of a sum of trees, added up from encoded columns to raw inputs and from scores to outputs.</summary>
internal sealed class BoostingAttribution
{
    private readonly Tree[][] rounds;
    private readonly ShapTree[][] shapes;
    private readonly TreeShap shap;
    private readonly bool[] goesLeft;

    public BoostingAttribution(Tree[][] rounds)
    {
        this.rounds = rounds;
        shapes = [.. rounds.Select(round => round.Select(Shape).ToArray())];
        IEnumerable<ShapTree> all = shapes.SelectMany(round => round);
        shap = new TreeShap(all.Select(shape => shape.MostInputs).DefaultIfEmpty(0).Max());
        goesLeft = new bool[all.Select(shape => shape.Nodes).DefaultIfEmpty(0).Max()];
    }

    public Attributions Of(FeatureTable features, InputEncoding encoding, OutputHead head, double[] start)
    {
        double[] expected = [.. start.Select((score, k) => score + shapes.Sum(round => round[k].Expectation))];
        (double[] bases, (int Output, double Scale)[] places) = head.ToOutputs(expected);
        int inputs = encoding.ToRawInputs(new double[encoding.Width]).Length;
        double[] values = new double[features.Count * bases.Length * inputs];
        for (int row = 0; row < features.Count; row++)
        {
            ReadOnlySpan<float> encoded = encoding.Encode(features, row, 1).Row(0);
            for (int k = 0; k < start.Length; k++)
            {
                double[] raw = encoding.ToRawInputs(Row(encoded, k));
                Span<double> target = values.AsSpan((row * bases.Length + places[k].Output) * inputs, inputs);
                for (int j = 0; j < inputs; j++)
                {
                    target[j] = places[k].Scale * raw[j];
                }
            }
        }

        return new Attributions(values, inputs, bases, head.Order is not null ? Link.Logit : head.IsLog ? Link.Log : Link.Identity);
    }

    /// <summary>Encoded column → contribution to score <paramref name="k"/>.</summary>
    private double[] Row(ReadOnlySpan<float> encoded, int k)
    {
        double[] sums = new double[encoded.Length];
        for (int r = 0; r < rounds.Length; r++)
        {
            Tree tree = rounds[r][k];
            for (int node = 0; node < tree.Nodes.Length; node++)
            {
                goesLeft[node] = tree.GoesLeft(node, encoded[tree.Nodes[node].Column]);
            }

            shap.Add(shapes[r][k], goesLeft, sums);
        }

        return sums;
    }

    private static ShapTree Shape(Tree tree)
    {
        int[] columns = new int[tree.Nodes.Length], left = new int[columns.Length], right = new int[columns.Length];
        for (int node = 0; node < columns.Length; node++)
        {
            (columns[node], left[node], right[node]) = (tree.Nodes[node].Column, tree.Nodes[node].Left, tree.Nodes[node].Right);
        }

        double[] covers = new double[tree.Covers.Length];
        for (int leaf = 0; leaf < covers.Length; leaf++)
        {
            covers[leaf] = tree.Covers[leaf];
        }

        return new ShapTree(columns, left, right, covers, tree.Values);
    }
}
