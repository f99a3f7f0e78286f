using System.Globalization;
using MlCompare.Learners;
using MlCompare.Theory;

namespace MlCompare.Studies;

/// <summary>
/// Follows the label noise of a trial into its model: two more fits on the same rows with their true labels (<see cref="TwinFit"/>). Done where a study asks why, at
/// the noise nearest to a fifth, of learners that are not tuned and no baselines.
/// </summary>
internal static class TrialNoise
{
    /// <summary>A fifth of the labels: enough to be seen, and below what drowns the rule.</summary>
    private const double Wanted = 0.2;

    /// <summary>The level that is followed; null where a study has no noise or does not ask why.</summary>
    public static double? Level(Study study) =>
        study.Structure.IsEmpty ? null : study.Noise.Where(level => level > 0).OrderBy(level => Math.Abs(level - Wanted)).Select(level => (double?)level).FirstOrDefault();

    /// <summary>The figures; null where the plan does not ask, and where a fit on the true labels fails or outlasts the study's limit.</summary>
    public static TwinFit? Of(IPredictor model, TrialPlan plan, Block block, Study study, Action<string> remark, CancellationToken cancel)
    {
        if (!plan.FollowNoise || plan.Contestant.Learner.Family == Family.Baseline || plan.Contestant.Draws > 0)
        {
            return null;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (study.TimeLimitSeconds is double seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(2 * seconds));
        }

        try
        {
            ulong seed = TrialRunner.FitSeed(study, plan);
            TwinFit twin = TwinFit.Of(plan.Contestant.Learner, block, seed, Seeds.From(seed, "another twin"), model, limit.Token);
            return new TwinFit(Rounded(twin.Absorbed), Rounded(twin.Fitted), Rounded(twin.Visible), Rounded(twin.TrainFloor), Rounded(twin.TestFloor));
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            remark($"{plan.Contestant.Name} on {plan.Dataset}: where its label noise goes is not known ({error.Message.ReplaceLineEndings(" ")})");
            return null;
        }
    }

    /// <summary>Six digits: rows stay short.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
