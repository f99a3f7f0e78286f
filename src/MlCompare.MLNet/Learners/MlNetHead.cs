using MlCompare.Data;
using MlCompare.Learners.Targets;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>From labels to what ML.NET learns, and from what it says to predictions.</summary>
/// <param name="Order">The classes that occur; null for regression.</param>
/// <param name="Target">What targets are shifted and divided by; null for classes.</param>
/// <param name="IsShare">True when targets are divided by their mean, without a shift.</param>
internal sealed record MlNetHead(ClassOrder? Order, TargetScale? Target, bool IsShare)
{
    public int Columns => Order?.ClassCount ?? 1;

    public static (MlNetHead Head, EncodedLabels Labels) Of(Labels labels, bool takesNegative)
    {
        if (labels.Task != TaskKind.Regression)
        {
            (ClassOrder order, int[] numbers) = ClassOrder.Of(labels.Classes, labels.ClassCount);
            return (new MlNetHead(order, null, false), new EncodedLabels(order.Count, [.. numbers.Select(number => (float)number)]));
        }

        TargetScale scale = TargetScale.Of(labels.Values);
        float[] values = takesNegative
            ? [.. scale.Standardise(labels.Values).Select(value => (float)value)]
            : [.. labels.Values.Select(value => scale.Mean > 0 ? (float)(value / scale.Mean) : 0)];
        return (new MlNetHead(null, scale, !takesNegative), new EncodedLabels(0, values));
    }

    /// <summary>What is predicted when there was nothing to learn from.</summary>
    public void Constant(Span<double> prediction)
    {
        if (Order is not null)
        {
            Order.Spread(Order.Shares, prediction);
        }
        else
        {
            prediction[0] = Target!.Mean;
        }
    }

    /// <summary>The prediction of one row from the probability of the second class, those of all classes, or the score.</summary>
    public void Finish(ReadOnlySpan<float> said, Span<double> prediction)
    {
        if (float.IsNaN(said[0]))
        {
            // So says a forest whose trees found no split.
            Constant(prediction);
            return;
        }

        if (Order is null)
        {
            prediction[0] = IsShare ? Math.Max(0, Target!.Mean) * said[0] : Target!.Restore(said[0]);
            return;
        }

        Span<double> occurring = Order.Count <= 256 ? stackalloc double[Order.Count] : new double[Order.Count];
        if (Order.Count == 2)
        {
            double second = Math.Clamp(said[0], 0d, 1d);
            (occurring[0], occurring[1]) = (1 - second, second);
        }
        else
        {
            Normalise(said, occurring);
        }

        Order.Spread(occurring, prediction);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order is not null);
        Order?.Save(writer);
        Target?.Save(writer);
        writer.Write(IsShare);
    }

    public static MlNetHead Load(BinaryReader reader)
    {
        bool classes = reader.ReadBoolean();
        return new MlNetHead(classes ? ClassOrder.Load(reader) : null, classes ? null : TargetScale.Load(reader), reader.ReadBoolean());
    }

    /// <summary>One against all leaves probabilities that sum to 1 within the precision of float, or all 0 where every class was refused.</summary>
    private static void Normalise(ReadOnlySpan<float> said, Span<double> probabilities)
    {
        double sum = 0;
        for (int k = 0; k < said.Length; k++)
        {
            probabilities[k] = Math.Clamp(said[k], 0d, 1d);
            sum += probabilities[k];
        }

        for (int k = 0; k < said.Length; k++)
        {
            probabilities[k] = sum > 0 ? probabilities[k] / sum : 1.0 / said.Length;
        }
    }
}
