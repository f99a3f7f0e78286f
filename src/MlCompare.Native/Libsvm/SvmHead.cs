using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Native.Libsvm;

/// <summary>From labels to what a machine is trained on, and from its scores to predictions.</summary>
/// <param name="Order">The classes that occur; null for regression.</param>
/// <param name="Target">What regression targets are standardised by; null for classes.</param>
internal sealed record SvmHead(ClassOrder? Order, TargetScale? Target)
{
    /// <summary>Scores of a row: pairs of classes that occur, or 1.</summary>
    public int Scores => Order is null ? 1 : Order.Count * (Order.Count - 1) / 2;

    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public int Columns => Order?.ClassCount ?? 1;

    /// <summary>The head, and the numbers of the classes by first occurrence or the standardised targets.</summary>
    public static (SvmHead Head, double[] Labels) Of(Labels labels)
    {
        if (labels.Task == TaskKind.Regression)
        {
            TargetScale scale = TargetScale.Of(labels.Values);
            return (new SvmHead(null, scale), scale.Standardise(labels.Values));
        }

        (ClassOrder order, int[] numbers) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        return (new SvmHead(order, null), [.. numbers.Select(number => (double)number)]);
    }

    /// <summary>The columns in ordinal order of their names.</summary>
    public static FeatureTable InOrder(FeatureTable features) => new(features.Modality, features.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));

    /// <summary>One scale a pair, fitted to scores (rows × pairs) of rows held out.</summary>
    public PlattScale[] Calibrate(double[] labels, double[] held)
    {
        int classes = Order!.Count, pairs = Scores;
        PlattScale[] scales = new PlattScale[pairs];
        for (int first = 0, pair = 0; first < classes; first++)
        {
            for (int second = first + 1; second < classes; second++, pair++)
            {
                int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == first || labels[row] == second)];
                scales[pair] = PlattScale.Fit([.. rows.Select(row => held[row * pairs + pair])], [.. rows.Select(row => labels[row] == first)]);
            }
        }

        return scales;
    }

    /// <summary>Mean loss of scores of rows held out: squared error, or log loss after their own calibration.</summary>
    public double Loss(double[] labels, double[] held)
    {
        if (Order is null)
        {
            return labels.Select((label, row) => (held[row] - label) * (held[row] - label)).Average();
        }

        PlattScale[] scales = Calibrate(labels, held);
        double[] probabilities = new double[Order.Count];
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Probabilities(held.AsSpan(row * Scores, Scores), scales, probabilities);
            sum -= Math.Log(Math.Max(probabilities[(int)labels[row]], 1e-12));
        }

        return sum / labels.Length;
    }

    /// <summary>Turns the scores of one row into its prediction.</summary>
    public void Finish(ReadOnlySpan<double> scores, PlattScale[] scales, Span<double> prediction)
    {
        if (Order is null)
        {
            prediction[0] = Target!.Restore(scores[0]);
            return;
        }

        double[] occurring = new double[Order.Count];
        Probabilities(scores, scales, occurring);
        Order.Spread(occurring, prediction);
    }

    /// <summary>Without a machine: the mean, or the shares of the classes.</summary>
    public void FinishConstant(Span<double> prediction)
    {
        if (Order is null)
        {
            prediction[0] = Target!.Mean;
            return;
        }

        Order.Spread(Order.Shares, prediction);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order is not null);
        Order?.Save(writer);
        Target?.Save(writer);
    }

    public static SvmHead Load(BinaryReader reader) =>
        reader.ReadBoolean() ? new SvmHead(ClassOrder.Load(reader), null) : new SvmHead(null, TargetScale.Load(reader));

    /// <summary>A missing score says nothing about its pair.</summary>
    private static void Probabilities(ReadOnlySpan<double> scores, PlattScale[] scales, Span<double> probabilities)
    {
        double[] ofFirst = new double[scores.Length];
        for (int pair = 0; pair < ofFirst.Length; pair++)
        {
            ofFirst[pair] = double.IsNaN(scores[pair]) ? 0.5 : scales[pair].OfFirst(scores[pair]);
        }

        if (probabilities.Length == 2)
        {
            (probabilities[0], probabilities[1]) = (ofFirst[0], 1 - ofFirst[0]);
            return;
        }

        Pairs.Couple(ofFirst, probabilities);
    }
}
