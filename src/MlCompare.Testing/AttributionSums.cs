using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;

namespace MlCompare.Testing;

/// <summary>Whether base and contributions add up to what the model predicts; models without <see cref="IShapley"/> pass.</summary>
public static class AttributionSums
{
    /// <summary>A native engine works in single precision: 1e-4 of the prediction is a few hundred of its roundings.</summary>
    private const double Tolerance = 1e-4;

    internal static string? Find(ILearner learner) =>
        LearnerContract.OnAll(learner, problem => Find(learner, problem)) ?? Find(learner, Problems.WithMissing());

    /// <summary>Where a model breaks it; null when nowhere.</summary>
    /// <param name="tolerance">Absolute for probabilities, relative for targets above 1.</param>
    public static string? Find(IPredictor model, FeatureTable rows, double tolerance)
    {
        if (model is not IShapley shapley)
        {
            return null;
        }

        Prediction prediction = model.Predict(rows);
        Attributions attributions = shapley.Attribute(rows);
        double[] scores = new double[attributions.Outputs], expected = new double[prediction.Columns];
        for (int row = 0; row < prediction.Count; row++)
        {
            for (int k = 0; k < scores.Length; k++)
            {
                scores[k] = attributions.Score(row, k);
            }

            Predict(scores, attributions.Link, expected);
            for (int k = 0; k < expected.Length; k++)
            {
                double scale = Math.Max(1, Math.Abs(expected[k]));
                if (!(Math.Abs(prediction.Row(row)[k] - expected[k]) <= tolerance * scale))
                {
                    return FormattableString.Invariant($"row {row}, column {k}: {expected[k]:R} from the contributions, {prediction.Row(row)[k]:R} predicted");
                }
            }
        }

        return null;
    }

    private static string? Find(ILearner learner, Problem problem) =>
        learner.Decline(problem.Train) is null ? Find(learner.Fit(problem.Train, new FitContext(7)), problem.Test, Tolerance) : null;

    private static void Predict(ReadOnlySpan<double> scores, Link link, Span<double> prediction)
    {
        if (link == Link.Identity)
        {
            scores.CopyTo(prediction);
        }
        else if (link == Link.Log)
        {
            prediction[0] = Math.Exp(scores[0]);
        }
        else if (prediction.Length == 2)
        {
            (prediction[0], prediction[1]) = (1 / (1 + Math.Exp(scores[0])), 1 / (1 + Math.Exp(-scores[0])));
        }
        else
        {
            double most = double.NegativeInfinity, sum = 0;
            foreach (double score in scores)
            {
                most = Math.Max(most, score);
            }

            for (int k = 0; k < scores.Length; k++)
            {
                sum += prediction[k] = Math.Exp(scores[k] - most);
            }

            for (int k = 0; k < scores.Length; k++)
            {
                prediction[k] /= sum;
            }
        }
    }
}
