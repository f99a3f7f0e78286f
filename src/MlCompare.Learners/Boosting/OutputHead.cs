using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>From labels to a loss and from scores back to predictions. Classes without training rows get no trees.</summary>
/// <param name="Order">The classes that occur; null for regression.</param>
/// <param name="Target">What regression targets are standardised by; null for classes.</param>
/// <param name="IsLog">True when scores are logarithms of the target over its mean.</param>
internal sealed record OutputHead(ClassOrder? Order, TargetScale? Target, bool IsLog = false)
{
    private const byte Classes = 0, Values = 1, Rates = 2;

    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public int Columns => Order?.ClassCount ?? 1;

    /// <summary>True when the score is that of the class with the lower code of two.</summary>
    public bool IsTurned => Order is { Count: 2, IsTurned: true };

    /// <summary>The head, and the loss to train with: null when there is nothing to learn because one class only occurs.</summary>
    public static (OutputHead Head, Loss? Loss) Of(Labels labels, BoostingOptions options)
    {
        if (labels.Task == TaskKind.Regression)
        {
            TargetScale scale = TargetScale.Of(labels.Values);
            return options.Objective == Objective.Poisson
                ? (new OutputHead(null, scale, IsLog: true), new PoissonLoss([.. labels.Values.Select(value => scale.Mean > 0 ? value / scale.Mean : 0)]))
                : (new OutputHead(null, scale), OfValues(scale.Standardise(labels.Values), options));
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
            prediction[0] = IsLog ? Math.Max(0, Target!.Mean) * PoissonLoss.Rate(scores[0]) : Target!.Restore(scores[0]);
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

    /// <summary>
    /// The outputs of <see cref="Importance.IShapley"/>: their values from those of the scores, and to which output each score
    /// contributes, times what.
    /// </summary>
    public (double[] Values, ScorePlace[] Places) ToOutputs(ReadOnlySpan<double> scores)
    {
        if (Order is null)
        {
            return IsLog
                ? ([Math.Log(Math.Max(double.Epsilon, Target!.Mean)) + scores[0]], [new(0, 0, 1)])
                : ([Target!.Restore(scores[0])], [new(0, 0, Target.Unit)]);
        }

        if (Order.ClassCount == 2 && Order.Count == 2)
        {
            double sign = Order.CodeOf(1) == 1 ? 1 : -1;
            return ([sign * scores[0]], [new(0, 0, sign)]);
        }

        if (Order.ClassCount == 2)
        {
            double[] constant = new double[2];
            Order.Spread([1], constant);
            return ([Math.Log(constant[1] / constant[0])], []);
        }

        // Of two classes that occur, the first has the score 0.
        double[] values = new double[Order.ClassCount];
        ScorePlace[] places = new ScorePlace[scores.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            places[k] = new(k, Order.CodeOf(Order.Count == 2 ? 1 : k), 1);
            values[places[k].Output] = scores[k];
        }

        return (values, places);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order is not null ? Classes : IsLog ? Rates : Values);
        Order?.Save(writer);
        Target?.Save(writer);
    }

    public static OutputHead Load(BinaryReader reader) => reader.ReadByte() switch
    {
        Classes => new OutputHead(ClassOrder.Load(reader), null),
        byte kind => new OutputHead(null, TargetScale.Load(reader), kind == Rates),
    };

    private static Loss OfValues(double[] targets, BoostingOptions options) => options.Objective switch
    {
        Objective.Absolute => new QuantileLoss(targets, 0.5),
        Objective.Quantile => new QuantileLoss(targets, options.Alpha),
        Objective.Huber => HuberLoss.Of(targets, options.HuberDelta),
        _ => new SquaredLoss(targets),
    };
}
