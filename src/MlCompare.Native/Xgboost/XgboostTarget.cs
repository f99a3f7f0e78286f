using MlCompare.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Native.Xgboost;

/// <summary>From labels to what the library minimises; where boosting starts and how scores become predictions is the embedded boosting's.</summary>
/// <param name="Head">Turns scores into predictions.</param>
/// <param name="Loss">The embedded boosting's loss of the same objective; null when one class only occurs.</param>
/// <param name="Labels">Class numbers by first occurrence, standardised targets, or rates of the mean; empty when there is nothing to learn.</param>
internal sealed record XgboostTarget(OutputHead Head, Loss? Loss, float[] Labels, XgboostOptions Options)
{
    public static XgboostTarget Of(Labels labels, XgboostOptions options)
    {
        (OutputHead head, Loss? loss) = OutputHead.Of(labels, options.Embedded);
        float[] targets = loss is null ? []
            : head.Order is not null ? [.. ClassOrder.Of(labels.Classes, labels.ClassCount).Numbers.Select(number => (float)number)]
            : head.IsLog ? [.. labels.Values.Select(value => head.Target!.Mean > 0 ? (float)(value / head.Target.Mean) : 0)]
            : [.. head.Target!.Standardise(labels.Values).Select(value => (float)value)];
        return new XgboostTarget(head, loss, targets, options);
    }

    /// <summary>Score of each output before the first tree, for a fit to these rows.</summary>
    public double[] Start(int[] rows) => Loss is null ? [] : Options.FitStart ? Loss.Start(rows) : [.. Enumerable.Repeat(Half, Loss.Outputs)];

    /// <summary>The library's names and values; the metric is what early stopping looks at.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        (string objective, string metric) = (Head.Order?.Count, Options.Objective) switch
        {
            (2, _) => ("binary:logistic", "logloss"),
            (not null, _) => ("multi:softprob", "mlogloss"),
            (_, Objective.Absolute) => ("reg:absoluteerror", "mae"),
            (_, Objective.Huber) => ("reg:pseudohubererror", "mphe"),
            (_, Objective.Quantile) => ("reg:quantileerror", "quantile"),
            (_, Objective.Poisson) => ("count:poisson", "poisson-nloglik"),
            _ => ("reg:squarederror", "rmse"),
        };
        yield return ("objective", objective);
        yield return ("eval_metric", metric);
        if (Head.Order is { Count: > 2 } order)
        {
            yield return ("num_class", XgboostFit.Text(order.Count));
        }

        if (Loss is HuberLoss huber)
        {
            yield return ("huber_slope", XgboostFit.Text(huber.Delta));
        }

        if (objective == "reg:quantileerror")
        {
            yield return ("quantile_alpha", XgboostFit.Text(Options.Alpha));
        }
    }

    /// <summary>The score of a prediction of 0.5.</summary>
    private double Half => Head.Order is not null ? 0
        : Head.IsLog ? Math.Log(0.5 / Math.Max(Head.Target!.Mean, double.Epsilon))
        : (0.5 - Head.Target!.Mean) / Head.Target.Unit;
}
