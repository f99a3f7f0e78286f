using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Learners.Numerics;

namespace MlCompare.BenchKernel;

/// <summary>Time of the two matrix computations that all else rests on, against scipy's BLAS and scikit-learn, in pairs.</summary>
internal sealed class MatrixTime(PeerProcess peer, int repeats)
{
    private const int GramRows = 10_000, GramWidth = 50;

    /// <summary>Our Cholesky factor in float32 against spotrf: our speed over theirs.</summary>
    public void Cholesky(IEnumerable<int> sizes, IEnumerable<int> threads)
    {
        foreach (int n in sizes)
        {
            float[] matrix = Positive(n), work = GC.AllocateUninitializedArray<float>(n * n);
            foreach (int count in threads)
            {
                Cost Ours()
                {
                    matrix.CopyTo(work, 0);
                    int bad = -1;
                    Cost cost = Figures.Timed(() => bad = Learners.Numerics.Cholesky.Factor(work, n, n, count));
                    return bad < 0 ? cost : throw new InvalidOperationException($"pivot {bad} is not positive");
                }

                Cost Theirs() => Bench.Timed(peer.Ask(new JsonObject { ["action"] = "cholesky", ["n"] = n, ["threads"] = count }));
                Ours();
                Theirs();
                Pairwise pair = Pairwise.Run(repeats, Ours, Theirs);
                Console.WriteLine($"Cholesky in float32, n = {n}, threads {count}: ours / spotrf: {pair}");
                double speed = 1 / (count == 1 ? pair.CpuRatio : pair.WallRatio);
                Figures.Bar($"of the speed of spotrf at n = {n}, {count} thread(s), by {(count == 1 ? "CPU" : "wall")} time", speed, 0.9, least: true);
            }
        }
    }

    /// <summary>A Gaussian kernel matrix as our solver fills it, the half that it needs, against rbf_kernel.</summary>
    public void Gram(IEnumerable<int> threads)
    {
        Rng rng = new(1);
        float[] x = [.. Enumerable.Range(0, GramRows * GramWidth).Select(_ => (float)rng.NextGaussian())];
        KernelRows rows = KernelRows.Of(new DesignMatrix(GramRows, GramWidth, x, null), new float[GramWidth]);
        foreach (int count in threads)
        {
            KernelSystem system = new(GramRows, count, CancellationToken.None);
            Cost Ours() => Figures.Timed(() => system.Fill(rows, GramRows, KernelShape.Gaussian, Math.Sqrt(GramWidth / 2.0)));
            Cost Theirs() => Bench.Timed(peer.Ask(
                new JsonObject { ["action"] = "gram", ["n"] = GramRows, ["width"] = GramWidth, ["threads"] = count }));
            Ours();
            Theirs();
            Pairwise pair = Pairwise.Run(repeats, Ours, Theirs);
            Console.WriteLine($"Gaussian kernel matrix {GramRows} x {GramWidth}, threads {count}: ours / rbf_kernel: {pair}");
            Figures.Bar(
                $"of the time of rbf_kernel, {count} thread(s), by {(count == 1 ? "CPU" : "wall")} time", count == 1 ? pair.CpuRatio : pair.WallRatio, 0.3);
        }
    }

    /// <summary>X·Xᵀ + 100·I of random numbers.</summary>
    private static float[] Positive(int n)
    {
        Rng rng = new(1);
        float[] x = [.. Enumerable.Range(0, n * GramWidth).Select(_ => (float)rng.NextGaussian())], matrix = new float[n * n];
        Gemm.Run(false, true, n, n, GramWidth, 1, x, GramWidth, x, GramWidth, 0, matrix, n);
        for (int i = 0; i < n; i++)
        {
            matrix[i * n + i] += 100;
        }

        return matrix;
    }
}
