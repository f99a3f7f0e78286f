using System.Reflection;
using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Encoded rows that a network can be fed with, any of them at a time.</summary>
internal abstract class NetworkRows
{
    public abstract int Count { get; }

    /// <summary>Tokens of a row; 0 where rows are no sequences.</summary>
    public virtual int Length(int row) => 0;

    /// <summary>Begins a pass of these rows and writes them into the graph's input.</summary>
    public void Feed(ReadOnlySpan<int> rows, Graph graph, Pass pass, int batchRows, Rng? rng) => Feed(rows, graph.Reads, pass, batchRows, rng);

    /// <summary>Begins a pass of these rows and writes them into what an engine reads.</summary>
    public void Feed(ReadOnlySpan<int> rows, BatchInput input, Pass pass, int batchRows, Rng? rng)
    {
        int longest = 0;
        foreach (int row in rows)
        {
            longest = Math.Max(longest, Length(row));
        }

        pass.Begin(rows.Length, batchRows, rng, longest);
        Fill(rows, input, pass);
    }

    /// <summary>Writes the rows for another process, their kind first.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(GetType().FullName!);
        Save(writer);
    }

    /// <summary>What <see cref="Write"/> wrote, by the static <c>Load</c> of its kind.</summary>
    public static NetworkRows Read(BinaryReader reader)
    {
        Type kind = typeof(NetworkRows).Assembly.GetType(reader.ReadString(), throwOnError: true)!;
        return kind.GetMethod("Load", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<BinaryReader, NetworkRows>>()(reader);
    }

    protected abstract void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass);

    /// <summary>What a static <c>Load(BinaryReader)</c> of the same class reads.</summary>
    protected abstract void Save(BinaryWriter writer);
}
