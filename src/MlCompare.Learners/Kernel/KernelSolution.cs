namespace MlCompare.Learners.Kernel;

/// <summary>Weights of some rows for one kernel and ridge: exact, or by centres where there are too many rows for that.</summary>
/// <param name="Rows">The rows that carry weights.</param>
/// <param name="Choice">With the bandwidth in units of the features, and the ridge that rounding allowed.</param>
/// <param name="Remark">Why it is not exact; null where it is.</param>
/// <param name="Misses">See <see cref="PosteriorSpread.Misses"/>; empty for classes.</param>
internal sealed record KernelSolution(KernelRows Rows, float[] Weights, ScoreScale Probabilities, float[] Misses, KernelChoice Choice, string? Remark)
{
    /// <summary>What leave-one-out scores of the last rows tell: what makes probabilities of scores, or the misses in units of the spread.</summary>
    public static (ScoreScale Probabilities, float[] Misses) Calibrate(
        KernelRows rows, KernelTargets targets, double[] scores, KernelChoice choice, CancellationToken cancel)
    {
        int judged = scores.Length / targets.Columns;
        return targets.Order is null
            ? (new ScoreScale(0, []), PosteriorSpread.Misses(rows, targets, scores, choice, cancel))
            : (targets.Probabilities(scores, targets.Count - judged, judged), []);
    }

    public static KernelSolution Of(KernelRows rows, KernelTargets targets, KernelChoice choice, KernelOptions settings, FitContext context) =>
        rows.Count <= settings.ExactRows ? Exact(rows, targets, choice, settings, context)
        : NystromGroup.TakesAll(rows.Count, settings) ? Iterated(rows, targets, choice, settings, context)
        : Centres(rows, targets, choice, settings, context);

    private static KernelSolution Exact(KernelRows rows, KernelTargets targets, KernelChoice choice, KernelOptions settings, FitContext context)
    {
        int count = rows.Count, judged = Math.Min(count, settings.CalibrationRows);
        KernelSystem system = new(count, context.Threads, context.Cancel);
        system.Fill(rows, count, choice.Form, choice.Multiple);
        while (system.Factor(count, choice.Ridge) < count)
        {
            choice = choice with { Ridge = choice.Ridge * 10 };
        }

        float[] weights = system.Solve(count, targets.Values, targets.Columns);
        weights = system.Refine(count, choice.Ridge, targets.Values, weights, targets.Columns);
        double[] inverse = system.InverseDiagonal(count, judged), scores = KernelSystem.LeaveOneOut(targets.Values, weights, targets.Columns, inverse);
        if (targets.Order is not null)
        {
            targets.Straighten(scores, system.Lean(count, inverse, count), count);
        }

        (ScoreScale probabilities, float[] misses) = Calibrate(rows, targets, scores, choice, context.Cancel);
        return new KernelSolution(rows, weights, probabilities, misses, choice, null);
    }

    private static KernelSolution Iterated(KernelRows rows, KernelTargets targets, KernelChoice choice, KernelOptions settings, FitContext context)
    {
        IteratedFit fit = IteratedFit.Run(rows, targets, choice, settings.CalibrationRows, context.Threads, context.Cancel);
        if (!NystromCheck.Holds(rows, targets, fit.LeaveOneOut, fit.Choice, settings.SearchRows, context.Threads, context.Cancel))
        {
            return First(rows, targets, choice, settings, context);
        }

        (ScoreScale probabilities, float[] misses) = Calibrate(rows, targets, fit.LeaveOneOut, fit.Choice, context.Cancel);
        string remark = FormattableString.Invariant(
            $"{rows.Count:N0} rows are more than one factor takes ({settings.ExactRows:N0}): solved by {fit.Taken} steps of iteration, residual {fit.Residual:0.0%}");
        return new KernelSolution(rows, fit.Weights, probabilities, misses, fit.Choice, remark);
    }

    private static KernelSolution Centres(KernelRows rows, KernelTargets targets, KernelChoice choice, KernelOptions settings, FitContext context)
    {
        int count = rows.Count, centres = NystromGroup.Centres(count, settings), judged = Math.Min(count, settings.CalibrationRows);
        NystromFit fit = new(rows, centres, choice, context.Threads, context.Cancel);
        float[] weights = fit.Solve(targets.Values, targets.Columns);
        double[] scores = fit.LeaveOneOut(targets.Values, weights, targets.Columns, judged);
        if (!NystromCheck.Holds(rows, targets, scores, choice, settings.SearchRows, context.Threads, context.Cancel))
        {
            return First(rows, targets, choice, settings, context);
        }

        (ScoreScale probabilities, float[] misses) = Calibrate(rows, targets, scores, choice, context.Cancel);
        string remark = FormattableString.Invariant(
            $"{count:N0} rows are more than the exact solution takes ({settings.ExactRows:N0}): {centres:N0} of them are the centres of an iterative one");
        return new KernelSolution(rows.Head(centres), weights, probabilities, misses, choice with { Ridge = fit.Ridge }, remark);
    }

    /// <summary>The exact solution of as many rows as it takes.</summary>
    private static KernelSolution First(KernelRows rows, KernelTargets targets, KernelChoice choice, KernelOptions settings, FitContext context) =>
        Exact(rows.Head(settings.ExactRows), targets.Head(settings.ExactRows), choice, settings, context) with
        {
            Remark = FormattableString.Invariant(
                $"the iterative solution of {rows.Count:N0} rows lost to rounding with the kernel chosen: the exact one of the first {settings.ExactRows:N0} rows stands in"),
        };
}
