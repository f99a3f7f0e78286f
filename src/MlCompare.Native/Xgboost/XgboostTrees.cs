using MlCompare.Learners.Boosting;

namespace MlCompare.Native.Xgboost;

/// <summary>
/// A model of the library as the trees of the embedded engine: no native code predicts, so a prediction cannot crash, any number of
/// threads may ask, and whatever reads the embedded engine's trees reads these.
/// </summary>
/// <param name="Rounds">Round → output → tree.</param>
/// <param name="Gains">Encoded column → total gain of its splits.</param>
internal sealed record XgboostTrees(Tree[][] Rounds, double[] Gains)
{
    public static XgboostTrees None(int columns) => new([], new double[columns]);

    /// <param name="model">What the library saved, as UBJSON.</param>
    /// <param name="levels">Encoded column → levels of its category; 0 for numbers.</param>
    /// <param name="outputs">Trees a round.</param>
    public static XgboostTrees Read(byte[] model, int[] levels, int outputs)
    {
        Dictionary<string, object?> learner = Member(Ubjson.Read(model), "learner");
        object?[] saved = (object?[])Member(Member(learner, "gradient_booster"), "model")["trees"]!;
        double[] gains = new double[levels.Length];
        Tree[] trees = [.. saved.Select(tree => new XgboostTree((Dictionary<string, object?>)tree!, levels).Convert(gains))];
        return new XgboostTrees([.. trees.Chunk(outputs)], gains);
    }

    private static Dictionary<string, object?> Member(Dictionary<string, object?> parent, string name) =>
        parent[name] as Dictionary<string, object?> ?? throw new InvalidDataException($"The XGBoost model has no '{name}'.");
}

/// <summary>One tree of a saved model; its nodes are numbered from the root, pruned ones included.</summary>
internal sealed class XgboostTree
{
    private readonly int[] levels;
    private readonly int[] left, right, columns, missingLeft, splitKinds;
    private readonly float[] conditions, gains, hessians;
    private readonly Dictionary<int, int[]> categories = [];

    public XgboostTree(Dictionary<string, object?> saved, int[] levels)
    {
        this.levels = levels;
        (left, right) = (Whole(saved, "left_children"), Whole(saved, "right_children"));
        (columns, missingLeft, splitKinds) = (Whole(saved, "split_indices"), Whole(saved, "default_left"), Whole(saved, "split_type"));
        (conditions, gains, hessians) = (Real(saved, "split_conditions"), Real(saved, "loss_changes"), Real(saved, "sum_hessian"));
        int[] nodes = Whole(saved, "categories_nodes"), starts = Whole(saved, "categories_segments"), sizes = Whole(saved, "categories_sizes");
        int[] all = Whole(saved, "categories");
        for (int i = 0; i < nodes.Length; i++)
        {
            categories[nodes[i]] = all.AsSpan(starts[i], sizes[i]).ToArray();
        }
    }

    /// <summary>The tree in the embedded engine's form; adds the gain of each split to its column.</summary>
    public Tree Convert(double[] gainsOfColumns)
    {
        List<TreeNode> nodes = [];
        List<uint[]?> bits = [];
        List<double> values = [], covers = [];
        Visit(0);
        return new Tree([.. nodes], [.. bits], [.. values], [.. covers]);

        int Visit(int node)
        {
            if (left[node] < 0)
            {
                values.Add(conditions[node]);
                covers.Add(hessians[node]);
                return ~(values.Count - 1);
            }

            int place = nodes.Count, column = columns[node];
            bool categorical = splitKinds[node] != 0;
            gainsOfColumns[column] += gains[node];
            nodes.Add(default);
            bits.Add(categorical ? LeftLevels(node, levels[column]) : null);

            // The library goes left below the threshold, the embedded engine up to it.
            float threshold = categorical ? float.NaN : float.BitDecrement(conditions[node]);
            int toLeft = Visit(left[node]), toRight = Visit(right[node]);
            nodes[place] = new TreeNode(column, threshold, toLeft, toRight, missingLeft[node] != 0);
            return place;
        }
    }

    /// <summary>The library lists the levels that go right.</summary>
    private uint[] LeftLevels(int node, int count)
    {
        uint[] goLeft = new uint[(count + 31) / 32];
        foreach (int level in Enumerable.Range(0, count).Except(categories[node]))
        {
            goLeft[level >> 5] |= 1u << (level & 31);
        }

        return goLeft;
    }

    private static int[] Whole(Dictionary<string, object?> saved, string name) =>
        saved[name] as int[] ?? throw new InvalidDataException($"A tree of the XGBoost model has no whole numbers '{name}'.");

    private static float[] Real(Dictionary<string, object?> saved, string name) =>
        saved[name] as float[] ?? throw new InvalidDataException($"A tree of the XGBoost model has no numbers '{name}'.");
}
