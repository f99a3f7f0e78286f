using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// K + ridge·I approximated by what the first rows tell of it (Frangella, Tropp and Udell 2021): B·Bᵀ + τ·I with Bᵀ = L⁻¹·K_Sn and
/// K_SS = L·Lᵀ, where τ is the ridge and the mean of what B·Bᵀ lacks on the diagonal. Large directions are solved; what is left of a rough
/// kernel has eigenvalues near τ already.
/// </summary>
internal sealed class LowRankPreconditioner
{
    private const int StripColumns = 960, StripRows = 120;

    // Added to the diagonal of K_SS, a row of S: some roundings. What it spoils costs steps, not correctness.
    private const double LeastJitter = 1e-6;

    // Least τ, a row: with less, (V − B·(…)·V) / τ would be rounding in the largest directions, whose eigenvalue is a share of the rows.
    private const double LeastTau = 1e-6;

    private readonly float[] basis;
    private readonly float[] factor;
    private readonly int count;
    private readonly int rank;
    private readonly double tau;
    private readonly int threads;
    private readonly CancellationToken cancel;

    public LowRankPreconditioner(KernelRows rows, int rank, KernelChoice choice, int threads, CancellationToken cancel)
    {
        (count, this.rank, this.threads, this.cancel) = (rows.Count, rank, threads, cancel);
        basis = Basis(rows, choice);
        double held = 0;
        foreach (float value in basis)
        {
            held += (double)value * value;
        }

        tau = Math.Max(choice.Ridge + Math.Max(0, 1 - held / count), LeastTau * count);
        factor = Inner();
        for (int k = 0; k < rank; k++)
        {
            factor[k * rank + k] += (float)tau;
        }

        if (Cholesky.Factor(factor, rank, rank, threads, cancel) >= 0)
        {
            // Cannot be: a Gram matrix plus a millionth of its trace; but rounding knows no proofs.
            throw new InvalidOperationException("The preconditioner of the kernel system is not positive definite: give a larger ridge.");
        }
    }

    /// <summary>(B·Bᵀ + τ·I)⁻¹·V by Woodbury's formula.</summary>
    /// <param name="vectors">rows × <paramref name="columns"/>, row-major.</param>
    public float[] Solve(float[] vectors, int columns)
    {
        float[] inner = new float[rank * columns], result = new float[vectors.Length];
        Stripes.Run((rank + StripRows - 1) / StripRows, threads, cancel, strip =>
        {
            int top = strip * StripRows, size = Math.Min(StripRows, rank - top);
            Gemm.Run(
                false, false, size, columns, count, 1, basis.AsSpan(top * count), count, vectors, columns, 0, inner.AsSpan(top * columns), columns);
        });
        Cholesky.Solve(factor, rank, rank, inner, columns, columns);
        Stripes.Run((count + StripColumns - 1) / StripColumns, threads, cancel, strip =>
        {
            int from = strip * StripColumns, size = Math.Min(StripColumns, count - from);
            Span<float> own = result.AsSpan(from * columns, size * columns);
            Gemm.Run(true, false, size, columns, rank, 1, basis.AsSpan(from), count, inner, columns, 0, own, columns);
            for (int p = 0; p < own.Length; p++)
            {
                own[p] = (float)((vectors[from * columns + p] - (double)own[p]) / tau);
            }
        });
        return result;
    }

    /// <summary>L⁻¹·K_Sn, rank × rows.</summary>
    private float[] Basis(KernelRows rows, KernelChoice choice)
    {
        KernelSystem system = new(rank, threads, cancel);
        system.Fill(rows, rank, choice.Form, choice.Multiple);
        for (double jitter = LeastJitter * rank; system.Factor(rank, jitter) < rank; jitter *= 10)
        {
        }

        float[] all = GC.AllocateUninitializedArray<float>(checked(rank * count));
        Stripes.Run((count + StripColumns - 1) / StripColumns, threads, cancel, strip =>
        {
            int from = strip * StripColumns, size = Math.Min(StripColumns, count - from);
            rows.Values(rows, 0, rank, from, from + size, choice.Form, choice.Multiple, all.AsSpan(from), count);
            Cholesky.SolveLower(system.Matrix, rank, rank, all.AsSpan(from), size, count);
        });
        return all;
    }

    /// <summary>Lower triangle of Bᵀ·B.</summary>
    private float[] Inner()
    {
        float[] result = new float[rank * rank];
        Stripes.Run((rank + StripRows - 1) / StripRows, threads, cancel, strip =>
        {
            int top = strip * StripRows, size = Math.Min(StripRows, rank - top);
            Gemm.Run(false, true, size, top + size, count, 1, basis.AsSpan(top * count), count, basis, count, 0, result.AsSpan(top * rank), rank, cancel);
        });
        return result;
    }
}
