using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Some rows in double precision, packed for inner products with others: each product is one chain of fused additions in the order of the
/// columns, so that a row's product with itself is its squared length to the last bit, and a row alone gives what it gives among others.
/// </summary>
/// <param name="most">Rows that there is room for.</param>
/// <param name="width">Numbers of a row.</param>
internal sealed class RowPanel(int most, int width)
{
    // Rows in a tile: two of the widest vectors, which four rows at a time turn into eight chains.
    private const int TileRows = 16, Lanes = TileRows / 2;

    private readonly double[] values = new double[Padded(most) * width];
    private readonly double[] squares = new double[Padded(most)];
    private int count;

    /// <summary>Numbers that the products of a row with so many rows take.</summary>
    public static int Padded(int rows) => (rows + TileRows - 1) / TileRows * TileRows;

    /// <summary>Squared lengths of the rows.</summary>
    public ReadOnlySpan<double> Squares => squares.AsSpan(0, count);

    /// <summary>Takes rows in.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="stride">Numbers between the starts of two rows.</param>
    public void Fill(ReadOnlySpan<float> rows, int rowCount, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(0, rowCount - 1) * stride + (rowCount > 0 ? width : 0), rows.Length);
        count = rowCount;
        ref float start = ref MemoryMarshal.GetReference(rows);
        for (int from = 0; from < count; from += TileRows)
        {
            int size = Math.Min(TileRows, count - from);
            Span<double> tile = values.AsSpan(from * width, TileRows * width), sums = squares.AsSpan(from, TileRows);
            if (size < TileRows)
            {
                tile.Clear();
            }

            ref double packed = ref MemoryMarshal.GetReference(tile);
            Vector512<double> low = default, high = default;
            for (int j = 0; j < width; j++)
            {
                ref double column = ref Unsafe.Add(ref packed, j * TileRows);
                ref float number = ref Unsafe.Add(ref start, from * stride + j);
                for (int i = 0; i < size; i++)
                {
                    Unsafe.Add(ref column, i) = Unsafe.Add(ref number, i * stride);
                }

                Vector512<double> first = Vector512.LoadUnsafe(ref column), second = Vector512.LoadUnsafe(ref column, Lanes);
                (low, high) = (Vector512.FusedMultiplyAdd(first, first, low), Vector512.FusedMultiplyAdd(second, second, high));
            }

            low.CopyTo(sums);
            high.CopyTo(sums[Lanes..]);
        }
    }

    /// <summary>As <see cref="Squares"/>.</summary>
    public static double Square(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum = Math.FusedMultiplyAdd(value, value, sum);
        }

        return sum;
    }

    /// <param name="others">Rows × width, row-major.</param>
    /// <param name="target">
    /// Rows of <paramref name="others"/> × rows of this, with <paramref name="stride"/> numbers between the starts of two, at least as many as the
    /// rows of this padded; those beyond the rows are spoilt.
    /// </param>
    public void Products(ReadOnlySpan<double> others, int rowCount, Span<double> target, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount * width, others.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount * stride, target.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, Padded(count));
        ref double first = ref MemoryMarshal.GetReference(others), start = ref MemoryMarshal.GetReference(target);
        for (int tile = 0; tile * TileRows < count; tile++)
        {
            ref double packed = ref MemoryMarshal.GetReference(values.AsSpan(tile * TileRows * width));
            for (int i = 0; i < rowCount; i += 4)
            {
                // The last row several times over where fewer than four are left.
                int second = Math.Min(i + 1, rowCount - 1), third = Math.Min(i + 2, rowCount - 1), fourth = Math.Min(i + 3, rowCount - 1);
                ref double a = ref Unsafe.Add(ref first, i * width), b = ref Unsafe.Add(ref first, second * width);
                ref double c = ref Unsafe.Add(ref first, third * width), d = ref Unsafe.Add(ref first, fourth * width);
                Vector512<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
                for (int j = 0; j < width; j++)
                {
                    Vector512<double> low = Vector512.LoadUnsafe(ref packed, (nuint)(j * TileRows)), high = Vector512.LoadUnsafe(ref packed, (nuint)(j * TileRows + Lanes));
                    Vector512<double> one = Vector512.Create(Unsafe.Add(ref a, j)), two = Vector512.Create(Unsafe.Add(ref b, j));
                    (a0, a1) = (Vector512.FusedMultiplyAdd(one, low, a0), Vector512.FusedMultiplyAdd(one, high, a1));
                    (b0, b1) = (Vector512.FusedMultiplyAdd(two, low, b0), Vector512.FusedMultiplyAdd(two, high, b1));
                    (one, two) = (Vector512.Create(Unsafe.Add(ref c, j)), Vector512.Create(Unsafe.Add(ref d, j)));
                    (c0, c1) = (Vector512.FusedMultiplyAdd(one, low, c0), Vector512.FusedMultiplyAdd(one, high, c1));
                    (d0, d1) = (Vector512.FusedMultiplyAdd(two, low, d0), Vector512.FusedMultiplyAdd(two, high, d1));
                }

                Store(a0, a1, ref start, i * stride + tile * TileRows);
                Store(b0, b1, ref start, second * stride + tile * TileRows);
                Store(c0, c1, ref start, third * stride + tile * TileRows);
                Store(d0, d1, ref start, fourth * stride + tile * TileRows);
            }
        }
    }

    private static void Store(Vector512<double> low, Vector512<double> high, ref double start, int at)
    {
        low.StoreUnsafe(ref start, (nuint)at);
        high.StoreUnsafe(ref start, (nuint)(at + Lanes));
    }
}
