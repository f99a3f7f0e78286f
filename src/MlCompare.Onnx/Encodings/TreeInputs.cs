using MlCompare.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Texts;
using Onnx;

namespace MlCompare.Onnx.Encodings;

/// <summary>
/// What trees read, as a graph. A split on categories asks for a number of its own, which is 0 for levels that go left and 1 for the others: with it every
/// split is a comparison, which is all that tree ensembles of ONNX have had for long.
/// </summary>
internal sealed class TreeInputs
{
    private readonly int[] places;
    private readonly Dictionary<(int Column, string Levels, bool MissingLeft), int> sides = [];

    /// <exception cref="InputException">A column is made numbers of in a way that ONNX has no operators for.</exception>
    public TreeInputs(OnnxGraph graph, InputEncoding encoding, IEnumerable<Tree> trees)
    {
        places = new int[encoding.Width];
        Dictionary<int, List<(Tree Tree, int Node)>> asked = Sides(trees);
        List<Value> parts = [];
        int offset = 0, width = 0;
        foreach ((InputColumn input, int position) in encoding.Inputs)
        {
            Column column = graph.Features.Columns[position];
            if (input.Width == 0)
            {
                continue;
            }

            for (int j = 0; j < input.Width; j++)
            {
                places[offset + j] = width + j;
            }

            (Value part, int wide) = input switch
            {
                NumberInput => (graph.Input(column), 1),
                PixelInput => (graph.Flat(graph.Input(column)), input.Width),
                CategoryInput categories => Table(graph, column, categories, categories.Seen, offset, width, asked),
                LevelTargets targets => Table(graph, column, targets, targets.Seen, offset, width, asked),
                SoundInput sound => (Energies(graph, column, sound), input.Width),
                TextInput text => (Terms(graph, column, text), input.Width),
                _ => throw new NotSupportedException($"Column '{column.Name}' is read as {input.GetType().Name}."),
            };
            parts.Add(part);
            offset += input.Width;
            width += wide;
        }

        All = parts.Count > 0 ? graph.Beside([.. parts]) : throw OnnxGraph.NotExpressed("no column tells anything, so there is nothing to compute");
    }

    /// <summary>Rows × numbers that splits compare, single precision; missing values are NaN.</summary>
    public Value All { get; }

    /// <summary>The number that a split compares, and with what.</summary>
    public (int Place, float Threshold, bool MissingLeft) Test(Tree tree, int node)
    {
        TreeNode split = tree.Nodes[node];
        return split.IsCategorical
            ? (sides[Key(tree, node)], 0.5f, false)
            : (places[split.Column], split.Threshold, split.MissingLeft);
    }

    /// <summary>A text that is missing is so in all its terms.</summary>
    private static Value Terms(OnnxGraph graph, Column column, TextInput input)
    {
        Value terms = TermCounts.Write(graph, column.Name, input.Vectorizer);
        Value missing = graph.Cast(TermCounts.IsEmpty(graph, column.Name, input.Vectorizer), TensorProto.Types.DataType.Bool);
        return graph.Apply("Where", [missing, graph.Floats([float.NaN], 1), terms]);
    }

    private static Value Energies(OnnxGraph graph, Column column, SoundInput input)
    {
        Sounds sounds = new(graph, column, input.Mel.Window);
        return graph.Beside(graph.Flat(Sounds.Pooled(graph, sounds, input.Mel, input.Parts)), graph.ToFloat(sounds.Lengths));
    }

    private static (int Column, string Levels, bool MissingLeft) Key(Tree tree, int node) =>
        (tree.Nodes[node].Column, string.Join(',', tree.LevelBits(node).ToArray()), tree.Nodes[node].MissingLeft);

    private static Dictionary<int, List<(Tree Tree, int Node)>> Sides(IEnumerable<Tree> trees)
    {
        Dictionary<int, List<(Tree, int)>> asked = [];
        foreach (Tree tree in trees)
        {
            for (int node = 0; node < tree.Nodes.Length; node++)
            {
                if (tree.Nodes[node].IsCategorical)
                {
                    (asked.TryGetValue(tree.Nodes[node].Column, out List<(Tree, int)>? list) ? list : asked[tree.Nodes[node].Column] = []).Add((tree, node));
                }
            }
        }

        return asked;
    }

    private (Value Part, int Width) Table(
        OnnxGraph graph, Column column, InputColumn input, IReadOnlyList<string> known, int offset, int start, Dictionary<int, List<(Tree Tree, int Node)>> asked)
    {
        CategoricalColumn rows = LevelTable.Rows(column.Name, known);
        float[] encoded = new float[rows.Count * input.Width];
        input.Fill(rows, 0, rows.Count, encoded, input.Width, 0, CancellationToken.None);
        List<(int Column, Tree Tree, int Node)> own = [];
        for (int j = 0; j < input.Width; j++)
        {
            foreach ((Tree tree, int node) in asked.GetValueOrDefault(offset + j) ?? [])
            {
                if (sides.TryAdd(Key(tree, node), start + input.Width + own.Count))
                {
                    own.Add((j, tree, node));
                }
            }
        }

        int width = input.Width + own.Count;
        float[] table = new float[rows.Count * width];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> numbers = encoded.AsSpan(row * input.Width, input.Width);
            numbers.CopyTo(table.AsSpan(row * width));
            for (int s = 0; s < own.Count; s++)
            {
                table[row * width + input.Width + s] = own[s].Tree.GoesLeft(own[s].Node, numbers[own[s].Column]) ? 0 : 1;
            }
        }

        return (LevelTable.Look(graph, column.Name, known, table), width);
    }
}
