using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Forest;

/// <summary>From the sums of the trees' answers to predictions.</summary>
/// <param name="Order">The classes that occur; null for regression.</param>
/// <param name="Target">What regression targets are standardised by; null for classes.</param>
internal sealed record ForestHead(ClassOrder? Order, TargetScale? Target)
{
    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public int Columns => Order?.ClassCount ?? 1;

    /// <summary>Numbers that a tree answers with: one for regression and for two classes.</summary>
    public int Outputs => Order is { Count: > 2 } ? Order.Count : 1;

    /// <summary>Turns sums over some trees into the prediction of one row.</summary>
    public void Finish(ReadOnlySpan<double> sums, int trees, Span<double> prediction)
    {
        if (Order is null)
        {
            prediction[0] = Target!.Restore(sums[0] / trees);
            return;
        }

        double[] occurring = new double[Order.Count];
        switch (Order.Count)
        {
            case 1:
                occurring[0] = 1;
                break;
            case 2:
                occurring[1] = sums[0] / trees;
                occurring[0] = 1 - occurring[1];
                break;
            default:
                // Shares are kept as floats, which add up to one only nearly.
                double total = 0;
                foreach (double sum in sums)
                {
                    total += sum;
                }

                for (int k = 0; k < occurring.Length; k++)
                {
                    occurring[k] = sums[k] / total;
                }

                break;
        }

        Order.Spread(occurring, prediction);
    }

    /// <summary>What a part of the sums over some trees does to the prediction.</summary>
    public ScorePlace[] Places(int trees)
    {
        if (Order is null)
        {
            return [new(0, 0, Target!.Unit / trees)];
        }

        double[] share = new double[Columns];
        Order.Spread([.. Enumerable.Repeat(1.0, Order.Count)], share);
        double scale = share[Order.CodeOf(0)] / Math.Max(1, trees);
        return Order.Count switch
        {
            1 => [],
            2 => [new(0, Order.CodeOf(1), scale), new(0, Order.CodeOf(0), -scale)],
            _ => [.. Enumerable.Range(0, Order.Count).Select(k => new ScorePlace(k, Order.CodeOf(k), scale))],
        };
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order is not null);
        Order?.Save(writer);
        Target?.Save(writer);
    }

    public static ForestHead Load(BinaryReader reader) =>
        reader.ReadBoolean() ? new ForestHead(ClassOrder.Load(reader), null) : new ForestHead(null, TargetScale.Load(reader));
}
