using System.Numerics.Tensors;
using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// One layer of a convolutional kernel network (Mairal 2016): patches x of a map are compared by the kernel |x|·|z|·exp((cos − 1)/w²),
/// written as features by its values with some centres (Nyström), and the features pooled with Gaussian weights and thinned out.
/// </summary>
internal sealed class PatchLayer
{
    // Added to the kernel matrix of the centres, whose diagonal is 1.
    private const double Jitter = 1e-3;

    private const int Rounds = 5;

    /// <summary>Shorter patches are nothing.</summary>
    public const float Least = 1e-4f;

    /// <summary>Of a patch, and of a stride, that a saved model may claim.</summary>
    private const int LargestSide = 256;

    private readonly int side, channels, stride;
    private readonly bool centred;
    private readonly float[] centres, root, window;
    private readonly float sharpness;

    private PatchLayer(int side, int channels, int stride, bool centred, float sharpness, float[] centres, float[] root)
    {
        (this.side, this.channels, this.stride, this.centred) = (side, channels, stride, centred);
        (this.sharpness, this.centres, this.root) = (sharpness, centres, root);
        Filters = centres.Length / Length;
        window = Window(stride);
    }

    public int Filters { get; }

    /// <summary>Places along a patch.</summary>
    public int Side => side;

    public int Stride => stride;

    /// <summary>Patches lose their mean.</summary>
    public bool Centred => centred;

    /// <summary>1/w².</summary>
    public float Sharpness => sharpness;

    /// <summary>Filters × numbers of a patch, each of length 1.</summary>
    public float[] Centres => centres;

    /// <summary>What makes features of kernel values: filters × filters.</summary>
    public float[] Root => root;

    /// <summary>Weights of pooling, an odd number.</summary>
    public float[] PoolWeights => window;

    /// <summary>Of the maps that it takes.</summary>
    public int Channels => channels;

    private int Length => side * side * channels;

    /// <summary>Centres by k-means among patches of the maps.</summary>
    /// <param name="centred">Patches lose their mean: brightness does not count.</param>
    public static PatchLayer Fit(
        IReadOnlyList<PatchMap> maps, int side, int filters, int stride, bool centred, double width, int most, Rng rng, CancellationToken cancel)
    {
        int channels = maps[0].Channels, length = side * side * channels;
        PatchLayer bare = new(side, channels, stride, centred, (float)(1 / (width * width)), [], []);
        float[] patches = bare.Sample(maps, most, rng, cancel);
        float[] centres = SphericalMeans.Find(patches, length, filters, Rounds, rng, cancel);
        filters = centres.Length / length;
        float[] products = new float[filters * filters];
        Gemm.Run(false, true, filters, filters, length, 1, centres, length, centres, length, 0, products, filters, cancel);
        double[] kernel = [.. products.Select((product, p) => Math.Exp(bare.sharpness * (product - 1)) + (p / filters == p % filters ? Jitter : 0))];
        return new PatchLayer(side, channels, stride, centred, bare.sharpness, centres, InverseRoot(kernel, filters, cancel));
    }

    /// <summary>Places that pooling leaves of so many along a side.</summary>
    public int Places(int before) => (before + stride - 1) / stride;

    public PatchMap Apply(PatchMap map)
    {
        int places = map.Height * map.Width, filters = Filters;
        float[] patches = new float[places * Length], lengths = new float[places], values = new float[places * filters];
        for (int place = 0; place < places; place++)
        {
            lengths[place] = Read(map, place / map.Width, place % map.Width, patches.AsSpan(place * Length, Length));
        }

        Gemm.Run(false, true, places, filters, Length, sharpness, patches, Length, centres, Length, 0, values, filters);
        TensorPrimitives.Subtract<float>(values, sharpness, values);
        TensorPrimitives.Exp<float>(values, values);
        for (int place = 0; place < places; place++)
        {
            Span<float> row = values.AsSpan(place * filters, filters);
            TensorPrimitives.Multiply(row, lengths[place], row);
        }

        PatchMap pooled = new PatchMap(values, map.Height, map.Width, filters).Pool(window, stride);
        float[] features = new float[pooled.Values.Length];
        int count = pooled.Height * pooled.Width;
        Gemm.Run(false, false, count, filters, filters, 1, pooled.Values, filters, root, filters, 0, features, filters);
        return pooled with { Values = features };
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(side);
        writer.Write(channels);
        writer.Write(stride);
        writer.Write(centred);
        writer.Write(sharpness);
        NumberArrays.Save(writer, centres);
        NumberArrays.Save(writer, root);
    }

    /// <exception cref="InvalidDataException">Sizes that do not fit together.</exception>
    public static PatchLayer Load(BinaryReader reader)
    {
        (int side, int channels, int stride) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (bool centred, float sharpness) = (reader.ReadBoolean(), reader.ReadSingle());
        float[] centres = NumberArrays.Load<float>(reader), root = NumberArrays.Load<float>(reader);
        long length = (long)side * side * channels, filters = length > 0 && centres.Length % length == 0 ? centres.Length / length : 0;
        return side is >= 1 and <= LargestSide && channels >= 1 && stride is >= 1 and <= LargestSide && filters > 0 && filters * filters == root.Length
            ? new PatchLayer(side, channels, stride, centred, sharpness, centres, root)
            : throw new InvalidDataException($"Patches of {side} × {side} × {channels} and {centres.Length} numbers of their centres do not fit together.");
    }

    /// <summary>Patches of length 1 at random places; those of length 0 tell nothing.</summary>
    private float[] Sample(IReadOnlyList<PatchMap> maps, int most, Rng rng, CancellationToken cancel)
    {
        List<float> patches = [];
        float[] patch = new float[Length];
        for (int draw = 0; draw < 3 * most && patches.Count < most * Length; draw++)
        {
            cancel.ThrowIfCancellationRequested();
            PatchMap map = maps[draw % maps.Count];
            if (Read(map, rng.NextInt(map.Height), rng.NextInt(map.Width), patch) > 0)
            {
                patches.AddRange(patch);
            }
        }

        return [.. patches];
    }

    /// <summary>The patch around a place, scaled to length 1 (or all 0); places beyond the border repeat it.</summary>
    /// <returns>Its length before.</returns>
    private float Read(PatchMap map, int top, int left, Span<float> patch)
    {
        int at = 0;
        for (int y = top - side / 2; y < top - side / 2 + side; y++)
        {
            int row = Math.Clamp(y, 0, map.Height - 1) * map.Width;
            for (int x = left - side / 2; x < left - side / 2 + side; x++)
            {
                map.Values.AsSpan((row + Math.Clamp(x, 0, map.Width - 1)) * channels, channels).CopyTo(patch[at..]);
                at += channels;
            }
        }

        if (centred)
        {
            TensorPrimitives.Subtract<float>(patch, TensorPrimitives.Sum<float>(patch) / patch.Length, patch);
        }

        float length = TensorPrimitives.Norm<float>(patch);
        if (!(length > Least))
        {
            patch.Clear();
            return 0;
        }

        TensorPrimitives.Divide<float>(patch, length, patch);
        return length;
    }

    private static float[] InverseRoot(double[] kernel, int n, CancellationToken cancel)
    {
        SymmetricEigen eigen = SymmetricEigen.Decompose(kernel, n, cancel);
        float[] part = new float[n * n], root = new float[n * n];
        for (int p = 0; p < part.Length; p++)
        {
            part[p] = (float)(eigen.Vectors[p] * Math.Pow(Math.Max(eigen.Values[p / n], Jitter), -0.25));
        }

        Gemm.Run(true, false, n, n, n, 1, part, n, part, n, 0, root, n, cancel);
        return root;
    }

    /// <summary>Gaussian weights as wide as the stride, summing to 1.</summary>
    private static float[] Window(int stride)
    {
        if (stride == 1)
        {
            return [1];
        }

        double[] weights = [.. Enumerable.Range(-stride, 2 * stride + 1).Select(d => Math.Exp(-(double)d * d / (stride * stride)))];
        return [.. weights.Select(weight => (float)(weight / weights.Sum()))];
    }
}
