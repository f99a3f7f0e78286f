using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>Rows as a network reads them, encoded: numbers in the shape of its input, token ids, or columns and terms.</summary>
public sealed class NetworkBatch
{
    private NetworkBatch(NetworkRows rows, float[] numbers, IReadOnlyList<int[]> tokens) => (Rows, Numbers, Tokens) = (rows, numbers, tokens);

    public int Count => Rows.Count;

    /// <summary>Rows × size of the input's shape; empty for token ids and for terms.</summary>
    public IReadOnlyList<float> Numbers { get; }

    /// <summary>Token ids of each row; empty for numbers.</summary>
    public IReadOnlyList<int[]> Tokens { get; }

    internal NetworkRows Rows { get; }

    /// <param name="size">Numbers of a row.</param>
    public static NetworkBatch OfNumbers(int size, params float[] numbers) => numbers.Length % size == 0
        ? new(new DenseRows(size, numbers, numbers.Length / size), numbers, [])
        : throw new ArgumentException($"{numbers.Length} numbers are no rows of {size}", nameof(numbers));

    /// <param name="tokens">Ids above 0.</param>
    public static NetworkBatch OfTokens(params int[][] tokens) => new(new TokenRows(tokens, 0), [], tokens);

    /// <param name="rows">Dense columns, and the terms as the sparse part.</param>
    public static NetworkBatch OfTerms(DesignMatrix rows) => new(new MlpRows(rows, PiecewiseLinearEmbedding.Fit(rows, 0, 1), 1), [], []);

    /// <summary>What these rows put into the input of such a network when it predicts.</summary>
    internal static NetworkBatch Of(NetworkSpec spec, NetworkRows rows)
    {
        if (spec.Input is NetworkInput.Terms)
        {
            return new NetworkBatch(rows, [], []);
        }

        Graph graph = Graph.Create(spec, new Rng(0));
        Pass pass = new();
        bool isText = spec.Input is NetworkInput.Tokens;
        int size = spec.Input.Shape.Size;
        float[] numbers = new float[isText ? 0 : rows.Count * size];
        int[][] tokens = new int[isText ? rows.Count : 0][];
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Feed([row], graph, pass, 1, null);
            if (isText)
            {
                tokens[row] = graph.Tokens.Ids(pass)[..pass.Lengths[0]].ToArray();
            }
            else
            {
                graph.Input.Values(pass).CopyTo(numbers.AsSpan(row * size));
            }
        }

        return isText ? OfTokens(tokens) : OfNumbers(size, numbers);
    }
}
