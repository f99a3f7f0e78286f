using System.Numerics;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>The derivative of max(0, ·), read off its values.</summary>
internal static class ReluMask
{
    /// <summary>target ← slopes where the value is above 0, else 0; may be the same memory.</summary>
    public static void Apply(ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, Span<float> target)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<int> open = Vector.GreaterThan(new Vector<float>(values[i..]), Vector<float>.Zero);
            Vector.ConditionalSelect(open, new Vector<float>(slopes[i..]), Vector<float>.Zero).CopyTo(target[i..]);
        }

        for (; i < values.Length; i++)
        {
            target[i] = values[i] > 0 ? slopes[i] : 0;
        }
    }
}
