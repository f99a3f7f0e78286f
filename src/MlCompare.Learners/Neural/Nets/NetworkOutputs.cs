using System.Collections.Concurrent;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Runs fitted networks on rows; graphs are kept for the next call, one for each thread that ever ran at once.</summary>
internal sealed class NetworkOutputs(NetworkSpec spec, float[][] values)
{
    private readonly ConcurrentBag<(Graph Graph, Pass Pass)> idle = [];

    public NetworkSpec Spec => spec;

    public float[][] Values => values;

    /// <summary>Calls <paramref name="use"/> with the place of each row and its outputs (members × outputs).</summary>
    public void Each(NetworkRows rows, OutputsOfRow use)
    {
        if (!idle.TryTake(out (Graph Graph, Pass Pass) runner))
        {
            runner = (Graph.Of(spec, values), new Pass());
        }

        // Rows of like length together: a batch is filled up to its longest.
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        if (rows.Count > 0 && rows.Length(0) > 0)
        {
            Array.Sort(order, (a, b) => rows.Length(a) != rows.Length(b) ? rows.Length(a).CompareTo(rows.Length(b)) : a.CompareTo(b));
        }

        for (int from = 0; from < order.Length; from += NetworkTraining.PredictRows)
        {
            ReadOnlySpan<int> some = order.AsSpan(from, Math.Min(NetworkTraining.PredictRows, order.Length - from));
            rows.Feed(some, runner.Graph, runner.Pass, some.Length, null);
            ReadOnlySpan<float> found = runner.Graph.Forward(runner.Pass);
            int width = found.Length / some.Length;
            for (int i = 0; i < some.Length; i++)
            {
                use(some[i], found.Slice(i * width, width));
            }
        }

        idle.Add(runner);
    }

    public delegate void OutputsOfRow(int row, ReadOnlySpan<float> outputs);

    public void Save(BinaryWriter writer)
    {
        writer.Write(spec.ToJson());
        foreach (float[] array in values)
        {
            Encoders.NumberArrays.Save<float>(writer, array);
        }
    }

    public static NetworkOutputs Load(BinaryReader reader)
    {
        NetworkSpec spec = NetworkSpec.FromJson(reader.ReadString());
        int arrays = Graph.ArraysOf(spec);
        return new NetworkOutputs(spec, [.. Enumerable.Range(0, arrays).Select(_ => Encoders.NumberArrays.Load<float>(reader))]);
    }
}
