using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <summary>What to take when one thing counts more than the others.</summary>
/// <param name="Constraint">"Prediction is fast".</param>
/// <param name="Learner">Name of the learner to take.</param>
/// <param name="Evidence">The figure that speaks for it.</param>
/// <param name="Lead">What it costs in the primary measure: the winner's lead over it; null for the winner itself.</param>
internal sealed record ConstraintChoice(string Constraint, string Learner, string Evidence, Verdict? Lead)
{
    /// <summary>Measured medians at the largest size; learners without a result there are no choice, baselines neither.</summary>
    public static IReadOnlyList<ConstraintChoice> Of(Findings findings, DatasetSummary dataset)
    {
        Answer answer = findings.AnswerOf(dataset);
        if (answer.Standings.Length < 2)
        {
            return [];
        }

        Primary primary = Primary.Of(dataset.Task);
        ConstraintChoice?[] all =
        [
            Best(answer, primary),
            Least(findings, dataset, answer, "Predictions must be fast", trial => trial.PredictSecondsPerRow, v => $"{Show.MicrosPerRow(v)} a row"),
            Least(findings, dataset, answer, "Training must be fast", trial => trial.FitSeconds, v => $"{Show.Seconds(v)} to fit"),
            Least(findings, dataset, answer, "Memory is short while training", trial => trial.PeakBytes, Show.Bytes),
            Least(findings, dataset, answer, "The model must be small", trial => trial.ModelBytes, Show.Bytes),
            Noisy(findings, dataset, answer, primary),
            Calibrated(findings, dataset, answer),
            Readable(findings, answer, primary),
        ];
        return [.. all.OfType<ConstraintChoice>()];
    }

    private static ConstraintChoice Best(Answer answer, Primary primary) => new(
        $"Lowest {primary.Name}", answer.Winner!, primary.Value(answer.Standings[0].Mean, answer.Standings[0].Low, answer.Standings[0].High), null);

    private static ConstraintChoice Choose(Answer answer, string constraint, string learner, string evidence) =>
        new(constraint, learner, evidence, answer.Standings.First(standing => standing.Learner == learner).Lead);

    private static ConstraintChoice? Least(
        Findings findings, DatasetSummary dataset, Answer answer, string constraint, Func<TrialRow, double> cost, Func<double, string> write)
    {
        var costs = answer.Standings.Select(standing => (standing.Learner, Cost: Findings.Median(findings.AtLargest(dataset, standing.Learner), cost)))
            .Where(pair => pair.Cost > 0).OrderBy(pair => pair.Cost).ToArray();
        if (costs.Length < 2)
        {
            return null;
        }

        double winner = costs.FirstOrDefault(pair => pair.Learner == answer.Winner).Cost;
        string times = costs[0].Learner == answer.Winner || !(winner > 0) ? "" : $", {Show.Times(winner / costs[0].Cost)} less than {findings.The(answer.Winner!)}";
        return Choose(answer, constraint, costs[0].Learner, write(costs[0].Cost) + times.Replace("× less", " times less"));
    }

    /// <summary>Lowest mean under the most noise, and whether that is shown against the winner.</summary>
    private static ConstraintChoice? Noisy(Findings findings, DatasetSummary dataset, Answer answer, Primary primary)
    {
        IReadOnlyList<Curve> curves = findings.OverNoise(dataset);
        double noisiest = curves.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(0).Max();
        var there = curves.Where(curve => answer.Standings.Any(standing => standing.Learner == curve.Learner))
            .Select(curve => (curve.Learner, Point: curve.Points.FirstOrDefault(point => point.X == noisiest)))
            .Where(pair => pair.Point is not null).OrderBy(pair => pair.Point!.Mean).ToArray();
        if (noisiest == 0 || there.Length < 2)
        {
            return null;
        }

        string best = there[0].Learner;
        string than = there.All(pair => pair.Learner != answer.Winner) || best == answer.Winner ? ""
            : findings.Compare(dataset, best, answer.Winner!, "noisiest") switch
            {
                { Decision: Decision.Better } => $", better than {findings.The(answer.Winner!)} there",
                { Decision: Decision.Equivalent } => $", equivalent to {findings.The(answer.Winner!)} there",
                { Low: > 0, Pairs: > 1 } => $", ahead of {findings.The(answer.Winner!)} there, though perhaps by less than the margin",
                _ => $", not shown to be better than {findings.The(answer.Winner!)} there",
            };
        string kind = dataset.Task == TaskKind.Regression ? "Targets are noisy" : "Many labels are wrong";
        return Choose(answer, kind, best, $"{primary.Value(there[0].Point!.Mean)} under {Show.Level(noisiest)} noise{than}");
    }

    /// <summary>Log loss judges probabilities; calibration error says how far confidence and success are apart.</summary>
    private static ConstraintChoice? Calibrated(Findings findings, DatasetSummary dataset, Answer answer)
    {
        if (dataset.Task == TaskKind.Regression)
        {
            return null;
        }

        double Mean(string learner, string metric) => findings.AtLargest(dataset, learner)
            .Select(trial => trial.Metrics.GetValueOrDefault(metric, double.NaN)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        var losses = answer.Standings.Select(standing => (standing.Learner, Loss: Mean(standing.Learner, "logLoss")))
            .Where(pair => double.IsFinite(pair.Loss)).OrderBy(pair => pair.Loss).ToArray();
        if (losses.Length < 2)
        {
            return null;
        }

        Verdict second = findings.Compare(dataset, losses[0].Learner, losses[1].Learner, "largest", measure: "logLoss", margin: 0);
        string shown = second.Decision == Decision.Better ? "" : $", not shown to be better than {findings.The(losses[1].Learner)}";
        double ece = Mean(losses[0].Learner, "ece");
        return Choose(answer, "Probabilities must be right", losses[0].Learner,
            $"log loss {Show.Fixed(losses[0].Loss, 3)}{(double.IsFinite(ece) ? $", calibration error {Show.Percent(ece)}" : "")}{shown}");
    }

    private static ConstraintChoice? Readable(Findings findings, Answer answer, Primary primary) =>
        answer.Standings.FirstOrDefault(standing => standing.Family == Family.Linear) is not { } linear ? null
            : Choose(answer, "People must read the model", linear.Learner, $"one weight for each input; {primary.Value(linear.Mean)} {primary.Name}");
}
