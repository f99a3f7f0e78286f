using MlCompare.Learners.Numerics;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Whether an iterative solution can be trusted: float32 loses kernels that are close to constant over all rows (the Laplace kernel of
/// a long bandwidth on kddcup99 ended at 26 % error where 2,000 rows reach 0.3 %). What has all rows must not be worse than an exact
/// solution of few of them, on rows that both have left out.
/// </summary>
internal static class NystromCheck
{
    // Leave-one-out scores are themselves approximate.
    private const double Slack = 1.1;

    /// <param name="scores">Leave-one-out scores of the last rows.</param>
    /// <param name="few">Rows of the exact solution; none of them is among those judged.</param>
    public static bool Holds(
        KernelRows rows, KernelTargets targets, double[] scores, KernelChoice choice, int few, int threads, CancellationToken cancel)
    {
        int judged = scores.Length / targets.Columns, first = rows.Count - judged;
        few = Math.Min(few, first);
        return few < 1
            || targets.SquaredError(scores, first, judged) <= Slack * targets.SquaredError(Few(rows, targets, choice, few, judged, threads, cancel), first, judged);
    }

    private static double[] Few(
        KernelRows rows, KernelTargets targets, KernelChoice choice, int few, int judged, int threads, CancellationToken cancel)
    {
        KernelSystem system = new(few, threads, cancel);
        system.Fill(rows, few, choice.Form, choice.Multiple);
        while (system.Factor(few, choice.Ridge) < few)
        {
            choice = choice with { Ridge = choice.Ridge * 10 };
        }

        float[] values = targets.Values[..(few * targets.Columns)];
        float[] weights = system.Refine(few, choice.Ridge, values, system.Solve(few, values, targets.Columns), targets.Columns);
        float[] block = new float[judged * few], scores = new float[judged * targets.Columns];
        new NystromProducts(rows, few, choice.Form, choice.Multiple, threads, cancel).Kernel(rows.Count - judged, judged, block);
        Gemm.Run(false, false, judged, targets.Columns, few, 1, block, few, weights, targets.Columns, 0, scores, targets.Columns, cancel);
        return [.. scores.Select(score => (double)score)];
    }
}
