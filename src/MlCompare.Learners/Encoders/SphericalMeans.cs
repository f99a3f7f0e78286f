using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Encoders;

/// <summary>k-means among vectors of length 1, by their cosines; centres have length 1 as well.</summary>
internal static class SphericalMeans
{
    private const int BlockRows = 480;

    /// <param name="vectors">Vectors × <paramref name="length"/>.</param>
    /// <returns>At most <paramref name="wanted"/> centres × <paramref name="length"/>; those that nothing is near to are left out.</returns>
    public static float[] Find(float[] vectors, int length, int wanted, int rounds, Rng rng, CancellationToken cancel)
    {
        int count = vectors.Length / length, centres = Math.Min(wanted, count);
        int[] start = rng.Permutation(count)[..centres];
        float[] means = [.. start.SelectMany(row => vectors[(row * length)..((row + 1) * length)])];
        for (int round = 0; round < rounds; round++)
        {
            float[] sums = new float[means.Length], products = new float[BlockRows * centres];
            for (int at = 0; at < count; at += BlockRows)
            {
                cancel.ThrowIfCancellationRequested();
                int size = Math.Min(BlockRows, count - at);
                Gemm.Run(false, true, size, centres, length, 1, vectors.AsSpan(at * length), length, means, length, 0, products, centres, cancel);
                for (int i = 0; i < size; i++)
                {
                    int nearest = TensorPrimitives.IndexOfMax<float>(products.AsSpan(i * centres, centres));
                    Span<float> sum = sums.AsSpan(nearest * length, length);
                    TensorPrimitives.Add(sum, vectors.AsSpan((at + i) * length, length), sum);
                }
            }

            means = Normalised(sums, length);
            centres = means.Length / length;
        }

        return means;
    }

    private static float[] Normalised(float[] sums, int length)
    {
        List<float> means = [];
        for (int at = 0; at < sums.Length; at += length)
        {
            Span<float> sum = sums.AsSpan(at, length);
            float size = TensorPrimitives.Norm<float>(sum);
            if (size > 1e-6f)
            {
                TensorPrimitives.Divide<float>(sum, size, sum);
                means.AddRange(sum);
            }
        }

        return [.. means];
    }
}
