using System.Numerics;
using System.Numerics.Tensors;

namespace MlCompare.Learners.Targets;

/// <summary>Probabilities from scores, in double so that each row sums to 1 within rounding; scores of any size stay finite.</summary>
internal static class Softmax
{
    /// <summary>
    /// <paramref name="probabilities"/> ← softmax(scale · scores), which may be the same memory; gives log Σ exp(scale · score).
    /// </summary>
    /// <param name="scale">At least 0.</param>
    public static double Apply<T>(ReadOnlySpan<T> scores, double scale, Span<double> probabilities)
        where T : struct, INumber<T>
    {
        double most = double.CreateTruncating(TensorPrimitives.Max(scores)), sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            probabilities[k] = Math.Exp(scale * (double.CreateTruncating(scores[k]) - most));
            sum += probabilities[k];
        }

        for (int k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] /= sum;
        }

        return scale * most + Math.Log(sum);
    }

    /// <summary>log Σ exp(scale · score).</summary>
    /// <param name="scale">At least 0.</param>
    public static double LogNormaliser<T>(ReadOnlySpan<T> scores, double scale)
        where T : struct, INumber<T>
    {
        double most = double.CreateTruncating(TensorPrimitives.Max(scores)), sum = 0;
        foreach (T score in scores)
        {
            sum += Math.Exp(scale * (double.CreateTruncating(score) - most));
        }

        return scale * most + Math.Log(sum);
    }

    /// <summary>Softmax of 0 and <paramref name="score"/>: 1 / (1 + e^s) and 1 / (1 + e^−s), each without cancellation.</summary>
    public static (double First, double Second) OfTwo(double score)
    {
        double e = Math.Exp(-Math.Abs(score)), large = 1 / (1 + e), small = e / (1 + e);
        return score >= 0 ? (small, large) : (large, small);
    }
}
