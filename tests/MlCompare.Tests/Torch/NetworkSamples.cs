using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;

namespace MlCompare.Tests.Torch;

/// <summary>Random rows for any network, and what the embedded engine makes of them.</summary>
internal static class NetworkSamples
{
    public static NetworkRows Rows(NetworkInput input, int count)
    {
        Rng rng = new(11);
        switch (input)
        {
            case NetworkInput.Tokens tokens:
                // The second is a text without a token.
                return new TokenRows([.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, row == 1 ? 0 : 1 + rng.NextInt(tokens.MaxLength)).Select(_ => 1 + rng.NextInt(tokens.Vocabulary - 1)).ToArray())], 0);
            case NetworkInput.Terms terms:
                int[] starts = [.. Enumerable.Range(0, count + 1).Select(row => 3 * row)];
                int[] columns = [.. Enumerable.Range(0, count).SelectMany(_ => rng.Permutation(terms.Sparse).Take(3).Order())];
                DesignMatrix design = new(count, terms.Dense, Numbers(count * terms.Dense, rng), new SparseRows(terms.Sparse, starts, columns, Numbers(3 * count, rng)));
                return new MlpRows(design, PiecewiseLinearEmbedding.Fit(design, 0, 1), 1);
            default:
                return new DenseRows(input.Shape.Size, Numbers(count * input.Shape.Size, rng), count);
        }
    }

    /// <summary>Rows × members × outputs, each row by itself.</summary>
    public static float[] Outputs(Graph graph, NetworkRows rows, int count)
    {
        Pass pass = new();
        List<float> found = [];
        for (int row = 0; row < count; row++)
        {
            rows.Feed([row], graph, pass, 1, null);
            found.AddRange(graph.Forward(pass));
        }

        return [.. found];
    }

    private static float[] Numbers(int count, Rng rng) => [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian())];
}
