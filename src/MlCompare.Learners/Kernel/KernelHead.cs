using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Which of the first rows the encoder is fitted on. With figures of all m rows every size would have a kernel of its own; so the sizes
/// from 250 to 999 take those of the first 250 rows, sizes from 1,000 to 3,999 those of the first 1,000, and so on by fours: within such
/// a span the kernel matrix of fewer rows is the leading block of that of more. Texts take all rows where there is a
/// vocabulary, for it grows with them.
/// Rows must come in random order, as blocks hold them.
/// </summary>
internal static class KernelHead
{
    // Quantiles of 250 rows are within a few hundredths of a standard deviation; a quarter of the rows or more knows the common levels.
    private const int First = 250, Factor = 4;

    /// <summary>At most <paramref name="rows"/>.</summary>
    public static int Rows(FeatureTable features, int rows, KernelOptions? settings = null)
    {
        if (rows <= First || (settings?.Encodings[0].Spectrum is null && features.Columns.Any(column => column is TextColumn)))
        {
            return rows;
        }

        long head = First;
        while (head * Factor <= rows)
        {
            head *= Factor;
        }

        return (int)head;
    }
}
