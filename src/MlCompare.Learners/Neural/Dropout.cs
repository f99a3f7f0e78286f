namespace MlCompare.Learners.Neural;

/// <summary>Inverted dropout (Srivastava et al. 2014): sets activations to zero with a probability and scales the others up.</summary>
internal static class Dropout
{
    /// <summary>Applies one random mask to the activations and to their slopes. The rate is rounded to 1/65,536.</summary>
    public static void Apply(double rate, Rng rng, Span<float> activations, Span<float> slopes)
    {
        ulong threshold = (ulong)Math.Round(rate * 65536);
        float keep = (float)(65536.0 / (65536 - threshold));
        ulong bits = 0;
        for (int i = 0; i < activations.Length; i++)
        {
            bits = i % 4 == 0 ? rng.NextUInt64() : bits >> 16;
            float factor = (bits & 0xFFFF) < threshold ? 0 : keep;
            activations[i] *= factor;
            slopes[i] *= factor;
        }
    }
}
