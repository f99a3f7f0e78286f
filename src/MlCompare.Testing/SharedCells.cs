using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Testing;

/// <summary>Fits two sizes with three versions of the labels together, and each alone.</summary>
internal static class SharedCells
{
    /// <summary>Float sums may run in another order: probabilities, and targets relative to their size, agree to this.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Shares of labels that are exchanged among rows.</summary>
    private static readonly double[] Noise = [0, 0.2, 0.4];

    public static string? Find(ILearner learner) =>
        learner is ISharedFit shared ? LearnerContract.OnAll(learner, problem => Compare(learner, shared, problem)) : null;

    private static string? Compare(ILearner learner, ISharedFit shared, Problem problem)
    {
        Labels[] versions = [.. Noise.Select(level => Exchanged(problem.Train.Labels, level))];
        SharedCell[] cells = [.. from rows in new[] { problem.Train.Count / 2, problem.Train.Count }
                                 from labels in versions
                                 let cell = new SharedCell(rows, labels.Head(rows), 7)
                                 where learner.Decline(Alone(problem, cell)) is null
                                 select cell];
        if (cells.Length == 0)
        {
            return null;
        }

        ISharedWork work = shared.Share(problem.Train.Features, cells, new FitContext(7));
        // The last first: nothing may depend on the order.
        for (int i = cells.Length - 1; i >= 0; i--)
        {
            Prediction together = work.Fit(i, CancellationToken.None).Model.Predict(problem.Test);
            Prediction alone = learner.Fit(Alone(problem, cells[i]), new FitContext(cells[i].Seed)).Predict(problem.Test);
            if (LearnerContract.Same(alone, together, Tolerance) is string fault)
            {
                return FormattableString.Invariant($"cell {i} ({cells[i].Rows} rows): {fault}");
            }
        }

        return null;
    }

    private static TrainingSet Alone(Problem problem, SharedCell cell) => new(problem.Train.Features.Head(cell.Rows), cell.Labels);

    private static Labels Exchanged(Labels labels, double share)
    {
        Rng rng = new(Seeds.From(9, "exchanged"));
        int[] rows = [.. Enumerable.Range(0, labels.Count)];
        for (int row = 0; row < rows.Length; row++)
        {
            int other = rng.NextInt(rows.Length);
            if (rng.NextDouble() < share)
            {
                (rows[row], rows[other]) = (rows[other], rows[row]);
            }
        }

        return labels.Select(rows);
    }
}
