using System.Numerics;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>
/// Batch normalisation over all items, with the max(0, ·) that follows it where <paramref name="relu"/> says so (one pass over memory less).
/// The running variance is unbiased, that of the batch is not, as in PyTorch.
/// </summary>
internal sealed class BatchNormOp(Tensor input, double momentum, bool relu, ParameterSource source) : Op(input, input with { NeedsGradient = true })
{
    private const double Epsilon = 1e-5;

    private readonly Parameter scale = source.Vector(input.Channels), shift = source.Vector(input.Channels);
    private readonly Parameter runningMean = source.Running(input.Channels, momentum), runningVariance = source.Running(input.Channels, momentum);
    private readonly double[] sums = new double[input.Channels], products = new double[input.Channels];
    private readonly float[] mean = new float[input.Channels], factor = new float[input.Channels];
    private readonly float[] multiply = new float[input.Channels], add = new float[input.Channels], slopeAdd = new float[input.Channels];

    public override IReadOnlyList<Parameter> Parameters => [scale, shift, runningMean, runningVariance];

    /// <summary>Scale 1 and variance 1, the start of a network.</summary>
    public override void Initialise(Rng rng)
    {
        scale.Value.AsSpan().Fill(1);
        runningVariance.Value.AsSpan().Fill(1);
    }

    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        if (pass.Training)
        {
            Measure(x, (float)pass.Rows / pass.BatchRows);
        }
        else
        {
            for (int c = 0; c < mean.Length; c++)
            {
                (mean[c], factor[c]) = (runningMean.Value[c], (float)(1 / Math.Sqrt(runningVariance.Value[c] + Epsilon)));
            }
        }

        for (int c = 0; c < mean.Length; c++)
        {
            multiply[c] = scale.Value[c] * factor[c];
            add[c] = shift.Value[c] - mean[c] * multiply[c];
        }

        Apply(x, multiply, x, default, add, relu, Output.Values(pass));
    }

    public override void Backward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass), y = Output.Values(pass);
        Span<float> dy = Output.Slopes(pass);
        if (relu)
        {
            ReluMask.Apply(y, dy, dy);
        }

        sums.AsSpan().Clear();
        products.AsSpan().Clear();
        ChannelSums.Add(dy, sums);
        ChannelSums.AddProducts(dy, x, products);
        double items = (double)x.Length / mean.Length;
        for (int c = 0; c < mean.Length; c++)
        {
            // Σ dy·x̂ with x̂ = (x − mean)·factor; then dx = scale·factor·(dy − Σdy/n − x̂·Σ(dy·x̂)/n), as dy·multiply + x·products + add.
            double normalised = (products[c] - mean[c] * sums[c]) * factor[c];
            scale.Gradient[c] = (float)normalised;
            shift.Gradient[c] = (float)sums[c];
            // Running figures do not depend on the batch: when it predicts, dx = scale·factor·dy.
            double whole = (double)scale.Value[c] * factor[c], byX = pass.Training ? -whole * factor[c] * normalised / items : 0;
            multiply[c] = (float)whole;
            slopeAdd[c] = (float)byX;
            add[c] = pass.Training ? (float)(-whole * sums[c] / items - byX * mean[c]) : 0;
        }

        if (Input.NeedsGradient)
        {
            Apply(dy, multiply, x, slopeAdd, add, false, Input.Slopes(pass));
        }
    }

    private void Measure(ReadOnlySpan<float> x, float share)
    {
        double items = (double)x.Length / mean.Length;
        sums.AsSpan().Clear();
        products.AsSpan().Clear();
        ChannelSums.Add(x, sums);
        ChannelSums.AddProducts(x, x, products);
        for (int c = 0; c < mean.Length; c++)
        {
            double centre = sums[c] / items, variance = Math.Max(0, products[c] / items - centre * centre);
            mean[c] = (float)centre;
            factor[c] = (float)(1 / Math.Sqrt(variance + Epsilon));
            runningMean.Gradient[c] = share * (float)centre;
            runningVariance.Gradient[c] = share * (float)(items > 1 ? variance * items / (items - 1) : variance);
        }
    }

    /// <summary>target ← x·a + y·b + c by channel, then max(0, ·) where asked for; without b there is no second term.</summary>
    private static void Apply(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> y, ReadOnlySpan<float> b, ReadOnlySpan<float> c, bool relu, Span<float> target)
    {
        int channels = a.Length, lanes = Vector<float>.Count;
        Vector<float> least = relu ? Vector<float>.Zero : new Vector<float>(float.NegativeInfinity);
        ref float x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y), t0 = ref MemoryMarshal.GetReference(target);
        for (int item = 0; item < x.Length; item += channels)
        {
            int k = 0;
            for (; k <= channels - lanes; k += lanes)
            {
                nuint at = (nuint)(item + k);
                Vector<float> sum = Vector.LoadUnsafe(ref x0, at) * new Vector<float>(a[k..]) + new Vector<float>(c[k..]);
                if (!b.IsEmpty)
                {
                    sum += Vector.LoadUnsafe(ref y0, at) * new Vector<float>(b[k..]);
                }

                Vector.Max(sum, least).StoreUnsafe(ref t0, at);
            }

            for (; k < channels; k++)
            {
                float sum = x[item + k] * a[k] + c[k];
                sum += b.IsEmpty ? 0 : y[item + k] * b[k];
                target[item + k] = relu ? Math.Max(sum, 0) : sum;
            }
        }
    }
}
