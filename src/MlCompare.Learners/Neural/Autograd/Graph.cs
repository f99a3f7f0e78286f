using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd;

/// <summary>
/// A network ready to run: ops in order, built once; after the first batch a step allocates nothing. Reverse mode: <see cref="Backward"/> walks
/// the ops from the last to the first. One thread at a time; a second graph may share the weights.
/// </summary>
internal sealed class Graph
{
    private readonly Op[] ops;

    private Graph(NetworkSpec spec, IReadOnlyList<float[]>? values, bool inputSlopes)
    {
        GraphBuilder builder = new(spec, values, inputSlopes);
        (Spec, Reads, Output, ops) = (spec, builder.Reads, builder.Output, [.. builder.Ops]);
        Parameters = [.. ops.SelectMany(op => op.Parameters)];
    }

    public NetworkSpec Spec { get; }

    public BatchInput Reads { get; }

    public Tensor Input => Reads.Numbers;

    /// <summary>What a network of tokens reads in place of <see cref="Input"/>.</summary>
    public TokenBuffer Tokens => Reads.Tokens;

    /// <summary>What a network of terms reads beside <see cref="Input"/>, which then holds its dense columns.</summary>
    public TermBuffer Terms => Reads.Terms;

    /// <summary>Rows × members × outputs.</summary>
    public Tensor Output { get; }

    public Parameter[] Parameters { get; }

    public float[][] Values => [.. Parameters.Select(parameter => parameter.Value)];

    /// <summary>False when training diverged. Embeddings are passed over: what spoils them spoils the layers behind them too.</summary>
    public bool IsFinite => Parameters.All(parameter => parameter.Value.Length == 0 || parameter.Touched is not null || TensorPrimitives.IsFiniteAll<float>(parameter.Value));

    /// <summary>A network with random weights.</summary>
    /// <param name="zeroOutput">Its last layer starts at 0, so that at first every row gets the same prediction.</param>
    public static Graph Create(NetworkSpec spec, Rng rng, bool zeroOutput = true)
    {
        Graph graph = new(spec, null, false);
        foreach (Op op in graph.ops)
        {
            op.Initialise(rng);
        }

        if (zeroOutput)
        {
            Array.ForEach([.. graph.ops.Last(op => op.Parameters.Count > 0).Parameters], parameter => parameter.Value.AsSpan().Clear());
        }

        return graph;
    }

    /// <summary>Number of weight arrays of such a network.</summary>
    public static int ArraysOf(NetworkSpec spec) => new Graph(spec, null, false).Parameters.Length;

    /// <summary>A network of weights that exist; it writes gradients of its own.</summary>
    /// <param name="inputSlopes">Sets the slopes of the loss by the inputs too.</param>
    public static Graph Of(NetworkSpec spec, IReadOnlyList<float[]> values, bool inputSlopes = false) => new(spec, values, inputSlopes);

    /// <summary>Outputs (rows × members × outputs) of the batch that stands in the input.</summary>
    public ReadOnlySpan<float> Forward(Pass pass)
    {
        foreach (Op op in ops)
        {
            op.Forward(pass);
        }

        return Output.Values(pass);
    }

    /// <summary>Sets all gradients from the output's slopes, after a training pass forward.</summary>
    public void Backward(Pass pass)
    {
        for (int i = ops.Length - 1; i >= 0; i--)
        {
            ops[i].Backward(pass);
        }
    }
}
