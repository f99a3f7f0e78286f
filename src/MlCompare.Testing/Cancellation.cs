using System.Diagnostics;
using MlCompare.Learners;

namespace MlCompare.Testing;

/// <summary>Cancels a fit of some size after 50 ms and looks how long it goes on.</summary>
internal static class Cancellation
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    public static string? Find(ILearner learner)
    {
        Problem problem = LearnerContract.TakesTables(learner)
            ? Problems.Table(4, trainRows: 4000)
            : Problems.WithRows(LearnerContract.Taken(learner)[0], Enumerable.Range(0, 4000).Select(row => row % 160));
        using CancellationTokenSource source = new();
        long asked = 0;
        using CancellationTokenRegistration note = source.Token.Register(() => asked = Stopwatch.GetTimestamp());
        source.CancelAfter(TimeSpan.FromMilliseconds(50));
        try
        {
            learner.Fit(problem.Train, new FitContext(7, source.Token));
        }
        catch (OperationCanceledException)
        {
        }

        if (asked == 0)
        {
            // Done before the question was asked: nothing to cancel, unless it never looks at all.
            return AlreadyCancelled(learner, problem);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(asked);
        return took <= Allowed ? null : FormattableString.Invariant($"went on for {took.TotalSeconds:0.00} s");
    }

    private static string? AlreadyCancelled(ILearner learner, Problem problem)
    {
        try
        {
            learner.Fit(problem.Train, new FitContext(7, new CancellationToken(canceled: true)));
            return "a fit whose cancellation was asked for before it began ran to its end";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
