using System.Runtime.InteropServices;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>Rows in the library's own form: entries other than 0, or whole rows of a kernel matrix.</summary>
internal sealed unsafe class SvmRows : IDisposable
{
    private readonly SvmNode* nodes;
    private readonly nint[] starts;

    private SvmRows(SvmNode* nodes, nint[] starts)
    {
        this.nodes = nodes;
        this.starts = starts;
    }

    public SvmNode* Row(int row) => (SvmNode*)starts[row];

    public static SvmRows Of(DesignMatrix design)
    {
        long entries = design.Count;
        for (int row = 0; row < design.Count; row++)
        {
            entries += design.DenseWidth - System.MemoryExtensions.Count(design.DenseRow(row), 0f) + (design.Sparse?.Columns(row).Length ?? 0);
        }

        SvmNode* nodes = Allocate(entries), next = nodes;
        nint[] starts = new nint[design.Count];
        for (int row = 0; row < design.Count; row++)
        {
            starts[row] = (nint)next;
            ReadOnlySpan<float> dense = design.DenseRow(row);
            for (int j = 0; j < dense.Length; j++)
            {
                if (dense[j] != 0)
                {
                    *next++ = new SvmNode { Index = j + 1, Value = dense[j] };
                }
            }

            ReadOnlySpan<int> columns = design.Sparse is { } sparse ? sparse.Columns(row) : [];
            for (int j = 0; j < columns.Length; j++)
            {
                *next++ = new SvmNode { Index = design.DenseWidth + columns[j] + 1, Value = design.Sparse!.Values(row)[j] };
            }

            *next++ = new SvmNode { Index = -1 };
        }

        return new SvmRows(nodes, starts);
    }

    /// <summary>Row i holds its number i + 1 and its kernel values with all rows, as the library wants it.</summary>
    public static SvmRows Precomputed(DesignMatrix design, SvmKernel kernel)
    {
        int count = design.Count;
        SvmNode* nodes = Allocate((long)count * (count + 2));
        nint[] starts = new nint[count];
        for (int i = 0; i < count; i++)
        {
            SvmNode* row = nodes + (long)i * (count + 2);
            starts[i] = (nint)row;
            row[0] = new SvmNode { Index = 0, Value = i + 1 };
            row[count + 1] = new SvmNode { Index = -1 };
            for (int j = 0; j <= i; j++)
            {
                double value = kernel.Value(design, i, design, j);
                row[j + 1] = new SvmNode { Index = j + 1, Value = value };
                ((SvmNode*)starts[j])[i + 1] = new SvmNode { Index = i + 1, Value = value };
            }
        }

        return new SvmRows(nodes, starts);
    }

    public void Dispose() => NativeMemory.Free(nodes);

    private static SvmNode* Allocate(long count) => (SvmNode*)NativeMemory.Alloc((nuint)count, (nuint)sizeof(SvmNode));
}
