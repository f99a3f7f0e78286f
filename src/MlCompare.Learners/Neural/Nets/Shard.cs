using System.Numerics.Tensors;
using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>A part of every batch, with a graph of its own that shares the weights: shards can run side by side.</summary>
internal sealed class Shard(Graph graph, Loss loss, Rng rng)
{
    private readonly Pass pass = new();
    private readonly int members = graph.Spec.Members;
    private int[] repeated = [];

    public Graph Graph => graph;

    /// <summary>Share of the rows of the last batch that this part had.</summary>
    public double Share { get; private set; }

    /// <summary>Sets the gradients: this part's share of those of the mean loss of the batch.</summary>
    public void Step(NetworkRows rows, ReadOnlySpan<int> part, int batchRows)
    {
        Share = (double)part.Length / batchRows;
        rows.Feed(part, graph, pass, batchRows, rng);
        ReadOnlySpan<float> outputs = graph.Forward(pass);
        Span<float> slopes = graph.Output.Slopes(pass);
        loss.Slopes(outputs, Repeat(part), slopes);
        if (part.Length < batchRows)
        {
            TensorPrimitives.Multiply(slopes, (float)part.Length / batchRows, slopes);
        }

        graph.Backward(pass);
    }

    /// <summary>Outputs of the rows, which may be used until the next call.</summary>
    public ReadOnlySpan<float> Predict(NetworkRows rows, ReadOnlySpan<int> part)
    {
        rows.Feed(part, graph, pass, part.Length, null);
        return graph.Forward(pass);
    }

    /// <summary>Sum over rows and members of what early stopping watches.</summary>
    public double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<int> part) => loss.Sum(outputs, Repeat(part)) / members;

    /// <summary>The rows, each once for each member.</summary>
    private ReadOnlySpan<int> Repeat(ReadOnlySpan<int> part)
    {
        if (members == 1)
        {
            return part;
        }

        if (repeated.Length < part.Length * members)
        {
            repeated = new int[part.Length * members];
        }

        for (int i = 0; i < part.Length * members; i++)
        {
            repeated[i] = part[i / members];
        }

        return repeated.AsSpan(0, part.Length * members);
    }
}
