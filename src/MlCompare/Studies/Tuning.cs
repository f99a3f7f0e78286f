using System.Text.Json.Nodes;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>
/// Random search from the learner's declared space: the default and N draws are fitted on 80 % of the training rows and scored on
/// the other 20 %, on the labels as given (noise included), by log loss or squared error. The budget is the same for every learner.
/// </summary>
public static class Tuning
{
    private const double HeldOut = 0.2;

    /// <summary>The learner with the best options found; the default wins ties.</summary>
    public static ILearner Choose(ILearner learner, TrainingSet train, int draws, FitContext context)
    {
        int held = (int)Math.Round(HeldOut * train.Count);
        if (learner.SearchSpace.Count == 0 || held < 2 || train.Count - held < 2)
        {
            return learner;
        }

        int[] order = context.Rng("tuning split").Permutation(train.Count);
        TrainingSet inner = Select(train, order.AsSpan(held));
        TrainingSet validation = Select(train, order.AsSpan(0, held));
        Rng rng = context.Rng("tuning draws");
        ILearner best = learner;
        double bestLoss = Loss(learner, inner, validation, context);
        for (int draw = 0; draw < draws; draw++)
        {
            JsonObject options = [];
            foreach (Hyperparameter dimension in learner.SearchSpace)
            {
                options[dimension.Option] = dimension.Draw(rng);
            }

            ILearner candidate = learner.With(options);
            double loss = Loss(candidate, inner, validation, context);
            if (loss < bestLoss)
            {
                (best, bestLoss) = (candidate, loss);
            }
        }

        return best;
    }

    private static TrainingSet Select(TrainingSet train, ReadOnlySpan<int> rows) =>
        new(train.Features.Select(rows), train.Labels.Select(rows));

    private static double Loss(ILearner learner, TrainingSet inner, TrainingSet validation, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        if (learner.Decline(inner) is not null)
        {
            return double.PositiveInfinity;
        }

        Prediction prediction = learner.Fit(inner, context with { Observer = null }).Predict(validation.Features);
        double sum = 0;
        for (int row = 0; row < validation.Count; row++)
        {
            sum += validation.Task == TaskKind.Regression
                ? Math.Pow(prediction.Row(row)[0] - validation.Labels.Values[row], 2)
                : -Math.Log(Math.Max(1e-15, prediction.Row(row)[validation.Labels.Classes[row]]));
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum / validation.Count;
    }
}
