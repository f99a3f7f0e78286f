using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Importance;

/// <summary>
/// How much worse a model predicts rows that it was not trained on when one column is shuffled among them, so that it keeps its
/// values but tells nothing (Breiman 2001; for any model: Fisher, Rudin and Dominici 2019). Worse is more log loss, which sees
/// a doubt before the decision turns, or more root mean squared error.
/// </summary>
public static class PermutationImportance
{
    /// <summary>The increases, column by column. Writes into no array of <paramref name="features"/>.</summary>
    /// <param name="repeats">Shuffles of each column; their losses are averaged row by row.</param>
    /// <param name="seed">Shuffles follow from this and the column's position alone: two models meet the same ones.</param>
    public static IReadOnlyList<LossIncrease> Of(
        IPredictor model, FeatureTable features, Labels labels, int repeats, ulong seed, CancellationToken cancel)
    {
        double[] plain = Losses(model.Predict(features), labels);
        bool isRegression = labels.Task == TaskKind.Regression;
        LossIncrease[] increases = new LossIncrease[features.Columns.Length];
        for (int j = 0; j < increases.Length; j++)
        {
            Rng rng = new(Seeds.From(seed, "shuffle", j));
            double[] shuffled = [.. plain];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                cancel.ThrowIfCancellationRequested();
                Column column = features.Columns[j].Select(rng.Permutation(features.Count));
                FeatureTable changed = new(features.Modality, features.Columns.SetItem(j, column));
                double[] losses = Losses(model.Predict(changed), labels);
                for (int i = 0; i < losses.Length; i++)
                {
                    // As differences, so that a column which the model does not look at has exactly nothing.
                    shuffled[i] += (losses[i] - plain[i]) / repeats;
                }
            }

            increases[j] = isRegression ? Root(plain, shuffled) : Mean(plain, shuffled, 1, 1);
        }

        return increases;
    }

    /// <summary>Id of the measure that grows.</summary>
    public static string Measure(TaskKind task) => task == TaskKind.Regression ? "rmse" : "logLoss";

    /// <summary>Log loss, or root mean squared error.</summary>
    public static double Loss(Prediction prediction, Labels labels)
    {
        double mean = Losses(prediction, labels).Average();
        return labels.Task == TaskKind.Regression ? Math.Sqrt(mean) : mean;
    }

    /// <summary>−log of the probability of the true class, or the squared error.</summary>
    private static double[] Losses(Prediction prediction, Labels labels)
    {
        double[] losses = new double[labels.Count];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = labels.Task == TaskKind.Regression
                ? Math.Pow(prediction.Row(i)[0] - labels.Values[i], 2)
                : -Math.Log(Math.Clamp(prediction.Row(i)[labels.Classes[i]], Measures.LogLoss.Clip, 1));
        }

        return losses;
    }

    /// <summary>Mean of b·after − a·before, with its standard error over the rows.</summary>
    private static LossIncrease Mean(double[] before, double[] after, double a, double b)
    {
        double[] differences = [.. before.Zip(after, (x, y) => b * y - a * x)];
        double mean = differences.Sum() / differences.Length;
        double squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        return new LossIncrease(mean, Math.Sqrt(squares / Math.Max(1, differences.Length - 1) / differences.Length));
    }

    /// <summary>The same for roots of means, whose error follows from their slopes (delta method).</summary>
    private static LossIncrease Root(double[] before, double[] after)
    {
        double rootBefore = Math.Sqrt(before.Average()), rootAfter = Math.Sqrt(after.Average());
        double error = Mean(before, after, Slope(rootBefore), Slope(rootAfter)).StandardError;
        return new LossIncrease(rootAfter - rootBefore, error);
    }

    private static double Slope(double root) => root > 0 ? 0.5 / root : 0;
}

/// <summary>By how much the loss grew, and how sure that is over the rows looked at.</summary>
public readonly record struct LossIncrease(double Mean, double StandardError);
