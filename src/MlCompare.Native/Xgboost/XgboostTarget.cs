using MlCompare.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;

namespace MlCompare.Native.Xgboost;

/// <summary>From labels to what the library minimises, and from scores back to predictions.</summary>
/// <param name="Head">Turns scores into predictions.</param>
/// <param name="Labels">Class numbers by first occurrence, standardised targets, or counts; empty when there is nothing to learn.</param>
/// <param name="Objective">The library's name.</param>
/// <param name="Metric">What early stopping looks at, by the library's name.</param>
/// <param name="Start">Rows → score of each output before the first tree.</param>
/// <param name="IsLog">Whether the scores are logarithms of the prediction.</param>
internal sealed record XgboostTarget(
    OutputHead Head, float[] Labels, string Objective, string Metric, Func<int[], double[]> Start, bool IsLog = false)
{
    public static XgboostTarget Of(Labels labels, XgboostOptions options) =>
        labels.Task == TaskKind.Regression ? OfValues(labels.Values, options) : OfClasses(labels, options.FitStart);

    private static XgboostTarget OfClasses(Labels labels, bool fitStart)
    {
        (ClassOrder order, int[] numbers) = ClassOrder.Of(labels.Classes, labels.ClassCount);
        OutputHead head = new(order, null);
        float[] targets = [.. numbers.Select(number => (float)number)];
        return order.Count switch
        {
            1 => new XgboostTarget(head, [], "", "", _ => []),
            2 => new XgboostTarget(head, targets, "binary:logistic", "logloss", rows => fitStart ? [LogOdds(numbers, rows)] : [0]),
            _ => new XgboostTarget(
                head, targets, "multi:softprob", "mlogloss", rows => fitStart ? LogCounts(numbers, rows, order.Count) : [.. Enumerable.Repeat(0.5, order.Count)]),
        };
    }

    private static XgboostTarget OfValues(double[] values, XgboostOptions options)
    {
        if (options.Objective == RegressionObjective.Poisson)
        {
            return new XgboostTarget(
                new OutputHead(null, new TargetScale(0, 1, values.Min(), values.Max())),
                [.. values.Select(value => (float)value)],
                "count:poisson",
                "poisson-nloglik",
                rows => [Math.Log(options.FitStart ? Math.Max(rows.Average(row => values[row]), 1e-6) : 0.5)],
                IsLog: true);
        }

        TargetScale scale = TargetScale.Of(values);
        double[] standard = scale.Standardise(values);
        (string objective, string metric, Func<double[], double> start) = options.Objective switch
        {
            RegressionObjective.Absolute => ("reg:absoluteerror", "mae", of => Quantile(of, 0.5)),
            RegressionObjective.Huber => ("reg:pseudohubererror", "mphe", of => Quantile(of, 0.5)),
            RegressionObjective.Quantile => ("reg:quantileerror", "quantile", of => Quantile(of, options.Quantile)),
            _ => ("reg:squarederror", "rmse", (Func<double[], double>)Enumerable.Average),
        };
        double half = (0.5 - scale.Restore(0)) / (scale.Restore(1) - scale.Restore(0));
        return new XgboostTarget(
            new OutputHead(null, scale),
            [.. standard.Select(value => (float)value)],
            objective,
            metric,
            rows => [options.FitStart ? start([.. rows.Select(row => standard[row])]) : half]);
    }

    /// <summary>Half a row is added to both classes: a fold may hold one class only.</summary>
    private static double LogOdds(int[] numbers, int[] rows)
    {
        int second = rows.Count(row => numbers[row] == 1);
        return Math.Log(second + 0.5) - Math.Log(rows.Length - second + 0.5);
    }

    private static double[] LogCounts(int[] numbers, int[] rows, int classes)
    {
        double[] counts = new double[classes];
        Array.Fill(counts, 0.5);
        foreach (int row in rows)
        {
            counts[numbers[row]]++;
        }

        return [.. counts.Select(count => Math.Log(count))];
    }

    private static double Quantile(double[] values, double level)
    {
        double[] sorted = [.. values.Order()];
        double place = level * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
