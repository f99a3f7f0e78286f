using System.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Kernels of the angle between rows that got a constant L as one more feature (the bias of a network's first layer, the offset of a
/// polynomial): with s its cosine, sᵈ for the polynomial of degree d; for networks of infinite width the arc-cosine recursion
/// s ← (√(1 − s²) + (π − θ)·s) / π, once a hidden layer (Cho and Saul 2009), and Θ ← s + Θ·(π − θ)/π for the tangent kernel
/// (Jacot et al. 2018), which is divided by layers + 1.
/// </summary>
internal static class AngleKernels
{
    // Largest error 2e-8 (Abramowitz and Stegun 4.4.46): arccos x = √(1 − x) · Σ aₖ·xᵏ for x from 0 to 1.
    internal static readonly float[] Arccosine =
        [1.5707963050f, -0.2145988016f, 0.0889789874f, -0.0501743046f, 0.0308918810f, -0.0170881256f, 0.0066700901f, -0.0012624911f];

    private static Vector<float> Pi => new(MathF.PI);

    /// <summary>Turns squared distances into kernel values; a value depends on its distance and lengths only, never on its place.</summary>
    public static void Apply(KernelForm form, Span<float> squared, float own, ReadOnlySpan<float> others, double bandwidth)
    {
        int lanes = Vector<float>.Count, j = 0;
        for (; j + lanes <= squared.Length; j += lanes)
        {
            Values(form, new Vector<float>(squared[j..]), own, new Vector<float>(others[j..]), (float)bandwidth).CopyTo(squared[j..]);
        }

        if (j < squared.Length)
        {
            Span<float> distances = stackalloc float[lanes], lengths = stackalloc float[lanes];
            distances.Clear();
            lengths.Clear();
            squared[j..].CopyTo(distances);
            others[j..squared.Length].CopyTo(lengths);
            Values(form, new Vector<float>(distances), own, new Vector<float>(lengths), (float)bandwidth).CopyTo(distances);
            distances[..(squared.Length - j)].CopyTo(squared[j..]);
        }
    }

    private static Vector<float> Values(KernelForm form, Vector<float> squared, float own, Vector<float> others, float bandwidth)
    {
        // 1 − s from the distance, so that it is 0 for equal rows and keeps its digits near 0.
        Vector<float> length = Vector.SquareRoot(new Vector<float>(own) + new Vector<float>(bandwidth * bandwidth));
        Vector<float> other = Vector.SquareRoot(others + new Vector<float>(bandwidth * bandwidth)), gap = length - other;
        Vector<float> less = Bounded((squared - gap * gap) / (length * other * 2));
        return form.Shape switch
        {
            KernelShape.Polynomial => Power(Vector<float>.One - less, form.Order),
            KernelShape.Nngp => Layers(less, form.Order, false),
            _ => Layers(less, form.Order, true),
        };
    }

    private static Vector<float> Layers(Vector<float> less, int layers, bool tangent)
    {
        Vector<float> sum = Vector<float>.One - less;
        for (int layer = 0; layer < layers; layer++)
        {
            Vector<float> cosine = Vector<float>.One - less, angle = Angle(cosine, less);
            less = Bounded((Pi * less + cosine * angle - Vector.SquareRoot(less * (new Vector<float>(2) - less))) / Pi);
            sum = Vector<float>.One - less + sum * (Vector<float>.One - angle / Pi);
        }

        return tangent ? sum / new Vector<float>(layers + 1) : Vector<float>.One - less;
    }

    private static Vector<float> Angle(Vector<float> cosine, Vector<float> less)
    {
        Vector<float> size = Vector.Abs(cosine), sum = new(Arccosine[^1]);
        for (int power = Arccosine.Length - 2; power >= 0; power--)
        {
            sum = sum * size + new Vector<float>(Arccosine[power]);
        }

        Vector<float> sharp = sum * Vector.SquareRoot(Vector.Min(less, new Vector<float>(2) - less));
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(cosine, Vector<float>.Zero), sharp, Pi - sharp);
    }

    private static Vector<float> Power(Vector<float> value, int degree)
    {
        Vector<float> power = value;
        for (int i = 1; i < degree; i++)
        {
            power *= value;
        }

        return power;
    }

    private static Vector<float> Bounded(Vector<float> less) => Vector.Min(Vector.Max(less, Vector<float>.Zero), new Vector<float>(2));
}
