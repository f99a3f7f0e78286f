using MlCompare.Learners.Kernel;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Kernel values in double precision, written for reading: what the fast ones in single precision are rounded values of.</summary>
/// <param name="widths">Numbers that belong to one column.</param>
internal sealed class DoubleKernel(KernelForm form, double bandwidth, IReadOnlyList<int> widths)
{
    public double Value(ReadOnlySpan<double> row, ReadOnlySpan<float> other)
    {
        if (form.Interaction is { } given)
        {
            return ByColumns(row, other, given);
        }

        double squared = Squared(row, other);
        return form.Shape.OfDistance() ? OfDistance(squared, bandwidth) : OfAngle(squared, row, other);
    }

    private double ByColumns(ReadOnlySpan<double> row, ReadOnlySpan<float> other, double given)
    {
        int columns = widths.Count;
        double interaction = Math.Min(given, columns), weight = interaction / columns, own = bandwidth * Math.Sqrt(Math.Max(1, interaction) / columns);
        double sum = 0, product = 1;
        for (int column = 0, offset = 0; column < columns; offset += widths[column++])
        {
            double value = OfDistance(Squared(row.Slice(offset, widths[column]), other.Slice(offset, widths[column])), own);
            sum += value / columns;
            product *= 1 + (value - 1) * weight;
        }

        double least = Math.Pow(1 - weight, columns);
        return interaction == 0 ? sum : (product - least) / (1 - least);
    }

    private double OfDistance(double squared, double width) => form.Shape switch
    {
        KernelShape.Laplace => Math.Exp(-Math.Sqrt(squared) / width),
        KernelShape.Gaussian => Math.Exp(-squared / (2 * width * width)),
        KernelShape.Matern32 => Matern(Math.Sqrt(3 * squared) / width, 0),
        _ => Matern(Math.Sqrt(5 * squared) / width, 1.0 / 3),
    };

    private static double Matern(double t, double curve) => (1 + t + curve * t * t) * Math.Exp(-t);

    /// <summary>See <see cref="AngleKernels"/>.</summary>
    private double OfAngle(double squared, ReadOnlySpan<double> row, ReadOnlySpan<float> other)
    {
        double length = Math.Sqrt(Squared(row, []) + bandwidth * bandwidth), others = 0;
        foreach (float value in other)
        {
            others += (double)value * value;
        }

        double otherLength = Math.Sqrt(others + bandwidth * bandwidth), gap = length - otherLength;
        double less = Math.Clamp((squared - gap * gap) / (2 * length * otherLength), 0, 2), sum = 1 - less;
        if (form.Shape == KernelShape.Polynomial)
        {
            return Math.Pow(1 - less, form.Order);
        }

        for (int layer = 0; layer < form.Order; layer++)
        {
            double cosine = 1 - less, angle = Angle(cosine, less);
            less = Math.Clamp((Math.PI * less + cosine * angle - Math.Sqrt(less * (2 - less))) / Math.PI, 0, 2);
            sum = 1 - less + sum * (1 - angle / Math.PI);
        }

        return form.Shape == KernelShape.Ntk ? sum / (form.Order + 1) : 1 - less;
    }

    /// <summary>By the polynomial that the model was fitted with.</summary>
    private static double Angle(double cosine, double less)
    {
        double sum = 0;
        for (int power = AngleKernels.Arccosine.Length - 1; power >= 0; power--)
        {
            sum = sum * Math.Abs(cosine) + AngleKernels.Arccosine[power];
        }

        double sharp = sum * Math.Sqrt(Math.Min(less, 2 - less));
        return cosine >= 0 ? sharp : Math.PI - sharp;
    }

    /// <param name="other">Empty: the origin.</param>
    private static double Squared(ReadOnlySpan<double> row, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            double gap = row[j] - (other.IsEmpty ? 0 : other[j]);
            sum += gap * gap;
        }

        return sum;
    }
}
