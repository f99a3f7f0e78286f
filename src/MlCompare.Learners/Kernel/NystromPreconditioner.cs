using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// H = KᵀK + ridge·K_MM approximated from the centres alone (Falkon, Rudi, Carratino and Rosasco 2017): with K_MM + jitter·I = L·Lᵀ and
/// KᵀK ≈ (n/M)·K_MM², H ≈ (L·C)·(L·C)ᵀ where C·Cᵀ = (n/M)·Lᵀ·L + ridge·I.
/// </summary>
internal sealed class NystromPreconditioner
{
    // Added to the diagonal of K_MM, a centre: some twenty roundings of its trace. Directions below that are noise of the factor, and
    // solutions blow up in them: among near copies of rows a Laplace kernel on kddcup99 (8,000 rows, 600 centres, ridge 1e-4) erred on
    // 57 % of the test rows with a jitter of 1e-8 a centre, on 6 % with 3e-7, on 0.5 % from 1e-6 on, as the exact solution does.
    private const double LeastJitter = 2e-6;

    private const int Block = 512;

    private readonly float[] first;
    private readonly float[] second;
    private readonly int centres;

    public NystromPreconditioner(KernelRows rows, int centres, KernelForm form, double bandwidth, double ridge, int threads, CancellationToken cancel)
    {
        this.centres = centres;
        first = Gram(rows, centres, form, bandwidth, threads, cancel);
        second = Product(first, centres, (double)rows.Count / centres, threads, cancel);
        for (int i = 0; i < centres; i++)
        {
            second[i * centres + i] += (float)ridge;
        }

        if (Cholesky.Factor(second, centres, centres, threads, cancel) >= 0)
        {
            // Cannot be: a Gram matrix plus a ridge of at least 1e-6 of its size; but rounding knows no proofs.
            throw new InvalidOperationException("The preconditioner of the kernel system is not positive definite: give a larger ridge.");
        }
    }

    /// <summary>What was added to the diagonal of K_MM.</summary>
    public double Jitter { get; private set; }

    /// <summary>V ← L⁻ᵀ·C⁻ᵀ·V: from the variables of the iteration to weights of the centres.</summary>
    public void Weights(float[] vectors, int columns)
    {
        Cholesky.SolveLowerTransposed(second, centres, centres, vectors, columns, columns);
        Cholesky.SolveLowerTransposed(first, centres, centres, vectors, columns, columns);
    }

    /// <summary>V ← C⁻¹·L⁻¹·V.</summary>
    public void Back(float[] vectors, int columns)
    {
        Cholesky.SolveLower(first, centres, centres, vectors, columns, columns);
        Cholesky.SolveLower(second, centres, centres, vectors, columns, columns);
    }

    /// <summary>V ← Lᵀ·V: what L·Lᵀ measures weights by.</summary>
    public float[] Lower(float[] vectors, int columns, bool transposed)
    {
        float[] result = new float[vectors.Length];
        for (int i = 0; i < centres; i += Block)
        {
            // The triangle by strips: what lies above the diagonal holds kernel values.
            int size = Math.Min(Block, centres - i);
            float[] strip = new float[size * (i + size)];
            for (int r = 0; r < size; r++)
            {
                first.AsSpan((i + r) * centres, i + r + 1).CopyTo(strip.AsSpan(r * (i + size)));
            }

            if (transposed)
            {
                Gemm.Run(true, false, i + size, columns, size, 1, strip, i + size, vectors.AsSpan(i * columns), columns, 1, result, columns);
            }
            else
            {
                Gemm.Run(false, false, size, columns, i + size, 1, strip, i + size, vectors, columns, 0, result.AsSpan(i * columns), columns);
            }
        }

        return result;
    }

    private float[] Gram(KernelRows rows, int centres, KernelForm form, double bandwidth, int threads, CancellationToken cancel)
    {
        for (Jitter = LeastJitter * centres; ; Jitter *= 10)
        {
            KernelSystem system = new(centres, threads, cancel);
            system.Fill(rows, centres, form, bandwidth);
            if (system.Factor(centres, Jitter) == centres)
            {
                return system.Matrix;
            }
        }
    }

    /// <summary>Lower triangle of scale · Lᵀ·L.</summary>
    private static float[] Product(float[] factor, int n, double scale, int threads, CancellationToken cancel)
    {
        float[] result = GC.AllocateUninitializedArray<float>(checked(n * n));
        int blocks = (n + Block - 1) / Block;
        Stripes.Run(blocks, threads, cancel, block =>
        {
            // Rows of the result from `top` on need the rows of L from there on, of which those below the block are whole.
            int top = block * Block, size = Math.Min(Block, n - top), end = top + size;
            float[] own = new float[size * n];
            for (int i = top; i < end; i++)
            {
                factor.AsSpan(i * n, i + 1).CopyTo(own.AsSpan((i - top) * n));
            }

            Gemm.Run(true, false, size, end, size, (float)scale, own.AsSpan(top), n, own, n, 0, result.AsSpan(top * n), n, cancel);
            Gemm.Run(
                true, false, size, end, n - end, (float)scale, factor.AsSpan(Math.Min(end, n - 1) * n + top), n, factor.AsSpan(Math.Min(end, n - 1) * n), n, 1,
                result.AsSpan(top * n), n, cancel);
        });
        return result;
    }
}
