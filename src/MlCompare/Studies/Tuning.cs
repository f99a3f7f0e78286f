using System.Text.Json.Nodes;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>
/// Random search from the learner's declared space (Bergstra and Bengio 2012): the options given and N draws are fitted on one part of
/// the training rows and scored on the rest, on the labels as given (noise included), by log loss or squared error. Up to
/// <see cref="CrossValidateBelow"/> rows, where one part would choose by luck, every row is held out once. The budget is a number of
/// configurations, the same for every learner on every machine.
/// </summary>
public static class Tuning
{
    private const int CrossValidateBelow = 1000, Folds = 5;

    /// <summary>The learner with the best options found; the options given win ties.</summary>
    public static ILearner Choose(ILearner learner, TrainingSet train, int draws, FitContext context)
    {
        if (learner.SearchSpace.Count == 0 || train.Count < 2 * Folds)
        {
            return learner;
        }

        (TrainingSet Inner, TrainingSet Validation)[] parts = Parts(train, context.Rng("tuning split"));
        Rng rng = context.Rng("tuning draws");
        ILearner best = learner;
        double bestLoss = Loss(learner, parts, context);
        for (int draw = 0; draw < draws; draw++)
        {
            JsonObject options = [];
            foreach (Hyperparameter dimension in learner.SearchSpace)
            {
                options[dimension.Option] = dimension.Draw(rng);
            }

            ILearner candidate = learner.With(options);
            double loss = Loss(candidate, parts, context);
            if (loss < bestLoss)
            {
                (best, bestLoss) = (candidate, loss);
            }
        }

        return best;
    }

    private static (TrainingSet Inner, TrainingSet Validation)[] Parts(TrainingSet train, Rng rng)
    {
        int[] order = rng.Permutation(train.Count);
        int folds = train.Count < CrossValidateBelow ? Folds : 1;
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            (int from, int to) = (train.Count * fold / Folds, train.Count * (fold + 1) / Folds);
            return (Select(train, [.. order[..from], .. order[to..]]), Select(train, order[from..to]));
        })];
    }

    private static TrainingSet Select(TrainingSet train, int[] rows) => new(train.Features.Select(rows), train.Labels.Select(rows));

    /// <summary>A configuration that fails or declines on a part has lost; it costs the trial nothing else.</summary>
    private static double Loss(ILearner learner, (TrainingSet Inner, TrainingSet Validation)[] parts, FitContext context)
    {
        double sum = 0;
        foreach ((TrainingSet inner, TrainingSet validation) in parts)
        {
            context.Cancel.ThrowIfCancellationRequested();
            try
            {
                sum += learner.Decline(inner) is null
                    ? Loss(learner.Fit(inner, context with { Observer = null }).Predict(validation.Features), validation)
                    : double.PositiveInfinity;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                return double.PositiveInfinity;
            }
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    private static double Loss(Prediction prediction, TrainingSet validation)
    {
        double sum = 0;
        for (int row = 0; row < validation.Count; row++)
        {
            sum += validation.Task == TaskKind.Regression
                ? Math.Pow(prediction.Row(row)[0] - validation.Labels.Values[row], 2)
                : -Math.Log(Math.Max(1e-15, prediction.Row(row)[validation.Labels.Classes[row]]));
        }

        return sum;
    }
}
