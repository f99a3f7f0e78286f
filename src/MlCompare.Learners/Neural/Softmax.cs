namespace MlCompare.Learners.Neural;

/// <summary>Probabilities from logits, in double so that each row sums to 1 within rounding.</summary>
internal static class Softmax
{
    /// <summary>Softmax of <paramref name="scale"/> × logits.</summary>
    public static void Apply(ReadOnlySpan<float> logits, double scale, Span<double> probabilities)
    {
        double most = Most(logits), sum = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            probabilities[k] = Math.Exp(scale * (logits[k] - most));
            sum += probabilities[k];
        }

        for (int k = 0; k < logits.Length; k++)
        {
            probabilities[k] /= sum;
        }
    }

    /// <summary>log Σ exp(scale × logit).</summary>
    public static double LogNormaliser(ReadOnlySpan<float> logits, double scale)
    {
        double most = Most(logits), sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(scale * (logit - most));
        }

        return scale * most + Math.Log(sum);
    }

    private static double Most(ReadOnlySpan<float> logits)
    {
        float most = logits[0];
        foreach (float logit in logits)
        {
            most = Math.Max(most, logit);
        }

        return most;
    }
}
