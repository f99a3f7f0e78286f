using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Encoded rows that a network can be fed with, any of them at a time.</summary>
internal abstract class NetworkRows
{
    public abstract int Count { get; }

    /// <summary>Tokens of a row; 0 where rows are no sequences.</summary>
    public virtual int Length(int row) => 0;

    /// <summary>Begins a pass of these rows and writes them into the graph's input.</summary>
    public void Feed(ReadOnlySpan<int> rows, Graph graph, Pass pass, int batchRows, Rng? rng)
    {
        int longest = 0;
        foreach (int row in rows)
        {
            longest = Math.Max(longest, Length(row));
        }

        pass.Begin(rows.Length, batchRows, rng, longest);
        Fill(rows, graph, pass);
    }

    protected abstract void Fill(ReadOnlySpan<int> rows, Graph graph, Pass pass);
}
