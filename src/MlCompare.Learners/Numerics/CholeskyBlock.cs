using System.Runtime.Intrinsics;

namespace MlCompare.Learners.Numerics;

/// <summary>
/// Factor and inverse of a diagonal block in double precision: the diagonal blocks are where cancellation shows. Every element is
/// summed in the same order whatever the block's size, so that the factor of the first rows does not depend on the others.
/// </summary>
internal static unsafe class CholeskyBlock
{
    /// <summary>Largest block: 32 KB of doubles.</summary>
    public const int Size = 64;

    private const int Lanes = 8;

    /// <summary>Factors the lower triangle in place and writes L⁻¹ (Size between row starts, zeros above the diagonal).</summary>
    /// <returns>−1 when it was done; else the first pivot that is not positive, with the rows before it factored.</returns>
    public static int Factor(Span<float> a, int n, int lda, Span<float> inverse)
    {
        // Row k of `upper` is column k of L.
        double* upper = stackalloc double[Size * Size];
        int bad = -1;
        for (int k = 0; k < n; k++)
        {
            double* row = upper + k * Size;
            for (int i = 0; i < Size; i++)
            {
                row[i] = i >= k && i < n ? a[i * lda + k] : 0;
            }
        }

        for (int k = 0; k < n && bad < 0; k++)
        {
            double* row = upper + k * Size;
            for (int lane = k / Lanes * Lanes; lane < Size; lane += Lanes)
            {
                Vector512<double> sum = Vector512.Load(row + lane);
                for (int p = 0; p < k; p++)
                {
                    sum -= Vector512.Create(upper[p * Size + k]) * Vector512.Load(upper + p * Size + lane);
                }

                sum.Store(row + lane);
            }

            double pivot = row[k];
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                bad = k;
                break;
            }

            double root = Math.Sqrt(pivot);
            for (int lane = k / Lanes * Lanes; lane < Size; lane += Lanes)
            {
                (Vector512.Load(row + lane) / root).Store(row + lane);
            }
        }

        int done = bad < 0 ? n : bad;
        for (int k = 0; k < done; k++)
        {
            for (int i = k; i < done; i++)
            {
                a[i * lda + k] = (float)upper[k * Size + i];
            }
        }

        if (bad < 0)
        {
            Invert(upper, n, inverse);
        }

        return bad;
    }

    private static void Invert(double* upper, int n, Span<float> inverse)
    {
        double* rows = stackalloc double[Size * Size];
        for (int i = 0; i < n; i++)
        {
            double* row = rows + i * Size;
            for (int lane = 0; lane < Size; lane += Lanes)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int p = lane; p < i; p++)
                {
                    sum -= Vector512.Create(upper[p * Size + i]) * Vector512.Load(rows + p * Size + lane);
                }

                (sum / upper[i * Size + i]).Store(row + lane);
            }

            row[i] += 1 / upper[i * Size + i];
            for (int j = 0; j < Size; j++)
            {
                inverse[i * Size + j] = (float)row[j];
            }
        }
    }
}
