using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>From labels to a loss and from scores back to predictions. Classes without training rows get no trees.</summary>
/// <param name="Order">The classes that occur; null for regression.</param>
/// <param name="Target">What regression targets are standardised by; null for classes.</param>
internal sealed record OutputHead(ClassOrder? Order, TargetScale? Target)
{
    /// <summary>True when the score is that of the class with the lower code of two.</summary>
    public bool IsTurned => Order is { Count: 2, IsTurned: true };

    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public int Columns => Order?.ClassCount ?? 1;

    /// <summary>The head, and the loss to train with: null when there is nothing to learn because one class only occurs.</summary>
    public static (OutputHead Head, Loss? Loss) Of(Labels labels)
    {
        if (labels.Task == TaskKind.Regression)
        {
            TargetScale target = TargetScale.Of(labels.Values);
            return (new OutputHead(null, target), new SquaredLoss(target.Standardise(labels.Values)));
        }

        (ClassOrder order, int[] numbers) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        return (new OutputHead(order, null), order.Count switch
        {
            1 => null,
            2 => new LogisticLoss([.. numbers.Select(number => number == 1)]),
            _ => new SoftmaxLoss(numbers, order.Count),
        });
    }

    /// <summary>Turns the scores of one row into its prediction.</summary>
    public void Finish(ReadOnlySpan<double> scores, Span<double> prediction)
    {
        if (Order is null)
        {
            prediction[0] = Target!.Restore(scores[0]);
            return;
        }

        Span<double> occurring = Order.Count <= 256 ? stackalloc double[Order.Count] : new double[Order.Count];
        switch (Order.Count)
        {
            case 1:
                occurring[0] = 1;
                break;
            case 2:
                (occurring[0], occurring[1]) = Softmax.OfTwo(scores[0]);
                break;
            default:
                Softmax.Apply(scores, 1, occurring);
                break;
        }

        Order.Spread(occurring, prediction);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order is not null);
        Order?.Save(writer);
        Target?.Save(writer);
    }

    public static OutputHead Load(BinaryReader reader) =>
        reader.ReadBoolean() ? new OutputHead(ClassOrder.Load(reader), null) : new OutputHead(null, TargetScale.Load(reader));
}
