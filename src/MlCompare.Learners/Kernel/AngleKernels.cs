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

    /// <summary>Turns squared distances into kernel values; a value depends on its distance and lengths only, never on its place.</summary>
    public static void Apply<T>(KernelForm form, Span<T> squared, T own, ReadOnlySpan<T> others, double bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T offset = T.CreateTruncating(bandwidth);
        int lanes = Vector<T>.Count, j = 0;
        for (; j + lanes <= squared.Length; j += lanes)
        {
            Values(form, new Vector<T>(squared[j..]), own, new Vector<T>(others[j..]), offset).CopyTo(squared[j..]);
        }

        if (j < squared.Length)
        {
            Span<T> distances = stackalloc T[lanes], lengths = stackalloc T[lanes];
            distances.Clear();
            lengths.Clear();
            squared[j..].CopyTo(distances);
            others[j..squared.Length].CopyTo(lengths);
            Values(form, new Vector<T>(distances), own, new Vector<T>(lengths), offset).CopyTo(distances);
            distances[..(squared.Length - j)].CopyTo(squared[j..]);
        }
    }

    private static Vector<T> Values<T>(KernelForm form, Vector<T> squared, T own, Vector<T> others, T bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 1 − s from the distance, so that it is 0 for equal rows and keeps its digits near 0.
        Vector<T> length = Vector.SquareRoot(new Vector<T>(own) + new Vector<T>(bandwidth * bandwidth));
        Vector<T> other = Vector.SquareRoot(others + new Vector<T>(bandwidth * bandwidth)), gap = length - other;
        Vector<T> less = Bounded((squared - gap * gap) / (length * other * T.CreateTruncating(2)));
        return form.Shape switch
        {
            KernelShape.Polynomial => Power(Vector<T>.One - less, form.Order),
            KernelShape.Nngp => Layers(less, form.Order, false),
            _ => Layers(less, form.Order, true),
        };
    }

    private static Vector<T> Layers<T>(Vector<T> less, int layers, bool tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector<T>.One - less;
        for (int layer = 0; layer < layers; layer++)
        {
            Vector<T> cosine = Vector<T>.One - less, angle = Angle(cosine, less);
            less = Bounded((new Vector<T>(T.Pi) * less + cosine * angle - Vector.SquareRoot(less * (Constant<T>(2) - less))) / new Vector<T>(T.Pi));
            sum = Vector<T>.One - less + sum * (Vector<T>.One - angle / new Vector<T>(T.Pi));
        }

        return tangent ? sum / Constant<T>(layers + 1) : Vector<T>.One - less;
    }

    private static Vector<T> Angle<T>(Vector<T> cosine, Vector<T> less)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> size = Vector.Abs(cosine), sum = Constant<T>(Arccosine[^1]);
        for (int power = Arccosine.Length - 2; power >= 0; power--)
        {
            sum = sum * size + Constant<T>(Arccosine[power]);
        }

        Vector<T> sharp = sum * Vector.SquareRoot(Vector.Min(less, Constant<T>(2) - less));
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(cosine, Vector<T>.Zero), sharp, new Vector<T>(T.Pi) - sharp);
    }

    private static Vector<T> Power<T>(Vector<T> value, int degree)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> power = value;
        for (int i = 1; i < degree; i++)
        {
            power *= value;
        }

        return power;
    }

    private static Vector<T> Bounded<T>(Vector<T> less)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Min(Vector.Max(less, Vector<T>.Zero), Constant<T>(2));

    private static Vector<T> Constant<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(T.CreateTruncating(value));
}
