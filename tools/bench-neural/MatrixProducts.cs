using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlCompare.BenchCommon;
using MlCompare.Learners.Numerics;

namespace MlCompare.BenchNeural;

/// <summary>Speed of our matrix product against OpenBLAS, called from here only, and the multiply-adds that a core can do at most.</summary>
internal sealed class MatrixProducts
{
    private const int NoTranspose = 111, RowMajor = 101;
    private const double SecondsASide = 0.1;

    private readonly int repeats;
    private readonly Product? product;
    private readonly SetThreads? setThreads;

    /// <param name="libraries">Folder with libopenblas.so.0; null: where the system looks.</param>
    public MatrixProducts(string? libraries, int repeats)
    {
        this.repeats = repeats;
        string name = libraries is null ? "libopenblas.so.0" : Path.Combine(libraries, "libopenblas.so.0");
        if (NativeLibrary.TryLoad(name, out nint library))
        {
            product = Marshal.GetDelegateForFunctionPointer<Product>(NativeLibrary.GetExport(library, "cblas_sgemm"));
            setThreads = Marshal.GetDelegateForFunctionPointer<SetThreads>(NativeLibrary.GetExport(library, "openblas_set_num_threads"));
        }
        else
        {
            Console.WriteLine("no OpenBLAS: ours alone (Debian: libopenblas0-pthread, or name its folder with --libraries)");
        }
    }

    private delegate void Product(int order, int transA, int transB, int m, int n, int k, float alpha, nint a, int lda, nint b, int ldb, float beta, nint c, int ldc);

    private delegate void SetThreads(int threads);

    public void Run()
    {
        Console.WriteLine(FormattableString.Invariant($"peak of fused multiply-adds, one thread: {Peak():0.0} GFLOP a CPU second"));
        foreach (int threads in (int[])[1, 2])
        {
            foreach (int n in (int[])[256, 512, 1024, 2048])
            {
                Compare(n, n, n, threads, 0.95);
            }
        }

        Compare(256, 256, 50, 1, 1);
        Compare(256, 10, 256, 1, 1);
    }

    /// <summary>GFLOP a CPU second of multiply-adds that wait for nothing, at the widest registers that the machine has.</summary>
    public static double Peak()
    {
        const int Steps = 4_000_000, Chains = 10;
        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            float sum = 0;
            int lanes = Vector512.IsHardwareAccelerated ? 16 : 8;
            Cost cost = Figures.Timed(() => sum = lanes == 16 ? PeakLoops.Wide(Steps) : PeakLoops.Narrow(Steps));
            best = Math.Max(best, float.IsNaN(sum) ? 0 : 2e-9 * Steps * Chains * lanes / cost.Cpu);
        }

        return best;
    }

    private void Compare(int m, int n, int k, int threads, double bar)
    {
        Rng rng = new(1);
        float[] a = [.. Enumerable.Range(0, m * k).Select(_ => (float)rng.NextGaussian())], b = [.. Enumerable.Range(0, k * n).Select(_ => (float)rng.NextGaussian())];
        float[] c = new float[m * n], theirs = new float[m * n];
        int part = (m + threads - 1) / threads;
        double flops = 2.0 * m * n * k;
        int runs = Math.Max(1, (int)(SecondsASide * 5e10 * threads / flops));
        void Ours()
        {
            for (int i = 0; i < runs; i++)
            {
                Stripes.Run(threads, threads, default, stripe =>
                {
                    int from = stripe * part, rows = Math.Min(part, m - from);
                    if (n <= ThinProduct.MostOutputs)
                    {
                        // As a layer of so few outputs does it.
                        c.AsSpan(from * n, rows * n).Clear();
                        ThinProduct.AddForward(rows, k, n, a.AsSpan(from * k), b, c.AsSpan(from * n));
                        return;
                    }

                    Gemm.Run(false, false, rows, n, k, 1, a.AsSpan(from * k), k, b, n, 0, c.AsSpan(from * n), n);
                });
            }
        }

        void Peer()
        {
            setThreads!(threads);
            for (int i = 0; i < runs; i++)
            {
                product!(RowMajor, NoTranspose, NoTranspose, m, n, k, 1, Address(a), k, Address(b), n, 0, Address(theirs), n);
            }
        }

        // Pinned, so that their library may keep the addresses over a run.
        GCHandle[] pins = [.. new[] { a, b, theirs }.Select(array => GCHandle.Alloc(array, GCHandleType.Pinned))];
        Ours();
        string shape = FormattableString.Invariant($"{m} x {k} times {k} x {n}, {threads} thread(s)");
        if (product is null)
        {
            Console.WriteLine(FormattableString.Invariant($"{shape}: {flops * runs / 1e9 / Figures.Timed(Ours).Cpu:0.0} GFLOP a CPU second"));
        }
        else
        {
            Peer();
            double error = Enumerable.Range(0, c.Length).Max(i => Math.Abs((double)c[i] - theirs[i]));
            Pairwise pair = Pairwise.Run(repeats, () => Figures.Timed(Ours), () => Figures.Timed(Peer));
            double speed = 1 / (threads == 1 ? pair.CpuRatio : pair.WallRatio);
            Figures.Bar(
                FormattableString.Invariant($"of the speed of OpenBLAS, {shape}: {flops * runs / 1e9 / Pairwise.Median(pair.Ours.Select(cost => threads == 1 ? cost.Cpu : cost.Wall)):0.0} GFLOP/s, largest difference {error:0.0e+0}"),
                speed,
                bar,
                least: true);
        }

        Array.ForEach(pins, pin => pin.Free());
    }

    private static nint Address(float[] array) => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
