using System.Runtime.InteropServices;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Kernel;

/// <summary>Some rows of sparse rows, and their file form.</summary>
internal static class SparsePick
{
    public static SparseRows Head(SparseRows sparse, int count) => Rows(sparse, Enumerable.Range(0, count).ToArray());

    public static SparseRows Rows(SparseRows sparse, ReadOnlySpan<int> rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            starts[i + 1] = starts[i] + sparse.Columns(rows[i]).Length;
        }

        int[] columns = new int[starts[^1]];
        float[] values = new float[starts[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            sparse.Columns(rows[i]).CopyTo(columns.AsSpan(starts[i]));
            sparse.Values(rows[i]).CopyTo(values.AsSpan(starts[i]));
        }

        return new SparseRows(sparse.Width, starts, columns, values);
    }

    public static void Save(BinaryWriter writer, SparseRows sparse)
    {
        writer.Write(sparse.Width);
        writer.Write(sparse.Count);
        for (int i = 0; i < sparse.Count; i++)
        {
            writer.Write(sparse.Columns(i).Length);
            writer.Write(MemoryMarshal.AsBytes(sparse.Columns(i)));
            writer.Write(MemoryMarshal.AsBytes(sparse.Values(i)));
        }
    }

    public static SparseRows Load(BinaryReader reader)
    {
        int width = reader.ReadInt32(), count = reader.ReadInt32();
        int[] starts = new int[count + 1];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadInt32();
            int[] terms = new int[length];
            float[] weights = new float[length];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(terms.AsSpan()));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
            columns.AddRange(terms);
            values.AddRange(weights);
            starts[i + 1] = columns.Count;
        }

        return new SparseRows(width, starts, [.. columns], [.. values]);
    }
}
