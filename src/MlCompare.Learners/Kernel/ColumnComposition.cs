using System.Numerics;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// A kernel made of one kernel k a column (a number, the indicators of a category, all texts): their mean for interaction 0, an additive
/// model; their product where the interaction is at least the number p of columns; between, the ANOVA kernel
/// (Π(1 + w·(k − 1)) − (1 − w)ᵖ) / (1 − (1 − w)ᵖ) with w = interaction / p, which weighs the products of m columns by
/// wᵐ·(1 − w)ᵖ⁻ᵐ: about as many act together as the interaction says (Stitson et al. 1999; Durrande et al. 2012).
/// </summary>
internal sealed class ColumnComposition<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Piece = 512;

    private readonly T[] turned;
    private readonly int[] widths;
    private readonly int count;

    /// <param name="dense">Rows × the sum of <paramref name="widths"/>.</param>
    /// <param name="widths">Numbers that belong to one column.</param>
    public ColumnComposition(ReadOnlySpan<float> dense, int[] widths, int count)
    {
        (this.widths, this.count) = (widths, count);
        int width = widths.Sum();
        turned = new T[dense.Length];
        for (int p = 0; p < dense.Length; p++)
        {
            turned[p % width * count + p / width] = T.CreateTruncating(dense[p]);
        }
    }

    /// <summary>Kernel values of one row with those from <paramref name="from"/> on, as many as <paramref name="target"/> has room for.</summary>
    /// <param name="row">The dense numbers of the row.</param>
    /// <param name="texts">Squared distances of the sparse parts; empty where there are none.</param>
    public void Values(ReadOnlySpan<T> row, ReadOnlySpan<T> texts, int from, KernelForm form, double bandwidth, Span<T> target)
    {
        int columns = widths.Length + (texts.IsEmpty ? 0 : 1);
        double interaction = Math.Min(form.Interaction!.Value, columns);
        bool additive = interaction == 0;
        double weight = columns == 0 ? 1 : interaction / columns, least = additive ? 0 : Math.Pow(1 - weight, columns);

        // A product of as many columns as act together falls about as fast as one kernel of all columns with the bandwidth given.
        double own = bandwidth * Math.Sqrt(Math.Max(1, interaction) / Math.Max(1, columns));
        Span<T> distances = stackalloc T[Piece];
        Span<double> sums = stackalloc double[Piece];
        for (int at = 0; at < target.Length; at += Piece)
        {
            Span<T> part = target.Slice(at, Math.Min(Piece, target.Length - at)), values = distances[..part.Length];
            Span<double> whole = sums[..part.Length];
            whole.Fill(additive && columns > 0 ? 0 : 1);
            for (int column = 0, offset = 0; column < columns; column++)
            {
                if (column < widths.Length)
                {
                    Distances(row, offset, widths[column], from + at, values);
                    offset += widths[column];
                }
                else
                {
                    texts.Slice(at, part.Length).CopyTo(values);
                }

                form.Shape.Apply(values, own);
                Join(whole, values, additive ? 1.0 / columns : weight, additive);
            }

            for (int j = 0; j < part.Length; j++)
            {
                part[j] = T.CreateTruncating((whole[j] - least) / (1 - least));
            }
        }
    }

    private void Distances(ReadOnlySpan<T> row, int offset, int width, int from, Span<T> squared)
    {
        squared.Clear();
        for (int c = offset; c < offset + width; c++)
        {
            ReadOnlySpan<T> others = turned.AsSpan(c * count + from, squared.Length);
            int lanes = Vector<T>.Count, j = 0;
            for (; j + lanes <= squared.Length; j += lanes)
            {
                Vector<T> gap = new Vector<T>(others[j..]) - new Vector<T>(row[c]);
                (new Vector<T>(squared[j..]) + gap * gap).CopyTo(squared[j..]);
            }

            for (; j < squared.Length; j++)
            {
                T gap = others[j] - row[c];
                squared[j] += gap * gap;
            }
        }
    }

    /// <summary>In double: the order of the columns must not show where a small ridge makes much of the last digits.</summary>
    private static void Join(Span<double> whole, ReadOnlySpan<T> values, double weight, bool additive)
    {
        int half = Vector<double>.Count, lanes = 2 * half, j = 0;
        for (; j + lanes <= whole.Length; j += lanes)
        {
            (Vector<double> low, Vector<double> high) = Doubles(values.Slice(j, lanes));
            Join(whole[j..], low, weight, additive);
            Join(whole[(j + half)..], high, weight, additive);
        }

        for (; j < whole.Length; j++)
        {
            double value = double.CreateTruncating(values[j]);
            whole[j] = additive ? whole[j] + value * weight : whole[j] * (1 + (value - 1) * weight);
        }
    }

    private static (Vector<double> Low, Vector<double> High) Doubles(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(double))
        {
            ReadOnlySpan<double> doubles = MemoryMarshal.Cast<T, double>(values);
            return (new Vector<double>(doubles), new Vector<double>(doubles[Vector<double>.Count..]));
        }

        Vector.Widen(new Vector<float>(MemoryMarshal.Cast<T, float>(values)), out Vector<double> low, out Vector<double> high);
        return (low, high);
    }

    private static void Join(Span<double> whole, Vector<double> values, double weight, bool additive)
    {
        Vector<double> before = new(whole);
        (additive ? before + values * weight : before * (Vector<double>.One + (values - Vector<double>.One) * weight)).CopyTo(whole);
    }
}
