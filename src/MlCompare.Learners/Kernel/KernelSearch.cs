namespace MlCompare.Learners.Kernel;

/// <summary>
/// Chooses kernel, bandwidth and ridge of each cell by the closed-form leave-one-out loss on its labels: a coarse grid on few rows by
/// squared error, then for each kernel a descent on a finer grid with more rows by the loss of the task. The ridge is not scaled with
/// the number of rows: it stands for the noise of one row (Rasmussen and Williams 2006, chapter 5). Cells share every factor.
/// </summary>
internal sealed class KernelSearch(KernelOptions settings, int threads, CancellationToken cancel)
{
    private readonly KernelGrid grid = new(settings);

    /// <summary>The choice for each cell that generalises best from the first rows.</summary>
    /// <param name="median">Unit of the bandwidths.</param>
    public KernelChoice[] Run(KernelRows rows, double median, IReadOnlyList<KernelTargets> cells) => grid.Coarse.Count == 1
        ? [.. cells.Select(_ => grid.Choice(grid.Coarse[0]))]
        : [.. Judge(rows, median, cells).Select(found => found.Choice)];

    /// <summary>The same with the leave-one-out loss of the choice.</summary>
    public (KernelChoice Choice, double Loss)[] Judge(KernelRows rows, double median, IReadOnlyList<KernelTargets> cells)
    {
        Dictionary<KernelPoint, double[]> coarse = [];
        KernelStage few = new(grid, rows, settings.CoarseRows, median, settings.JudgedRows, threads, cancel);
        foreach (KernelPoint point in grid.Coarse)
        {
            coarse[point] = few.Losses(point, cells, (cell, scores, first, count) => cell.SquaredError(scores, first, count));
        }

        KernelPoint[][] starts = [.. coarse.Keys.GroupBy(point => point.Form).Select(
            form => cells.Select((_, i) => form.MinBy(point => coarse[point][i])!).ToArray())];
        KernelDescent[][] descents = [.. cells.Select((_, i) => starts.Select(form => new KernelDescent(grid, form[i])).ToArray())];
        KernelStage more = new(grid, rows, settings.SearchRows, median, settings.JudgedRows, threads, cancel);
        while (Round(more, cells, descents))
        {
        }

        return [.. descents.Select(own => own.MinBy(descent => descent.Loss)!).Select(best => (grid.Choice(best.At), best.Loss))];
    }

    /// <summary>Computes what the descents want to know next; false when all are at their end.</summary>
    private static bool Round(KernelStage stage, IReadOnlyList<KernelTargets> cells, KernelDescent[][] descents)
    {
        HashSet<KernelPoint> wanted = [.. descents.SelectMany(own => own).SelectMany(descent => descent.Advance())];
        foreach (KernelPoint point in wanted.OrderBy(point => point.Form).ThenBy(point => point.Bandwidth).ThenBy(point => point.Ridge))
        {
            int[] asking = [.. Enumerable.Range(0, cells.Count).Where(i => descents[i].Any(descent => descent.Wants(point)))];
            double[] losses = stage.Losses(
                point, [.. asking.Select(i => cells[i])], (cell, scores, first, count) => cell.Loss(scores, first, count));
            for (int p = 0; p < asking.Length; p++)
            {
                foreach (KernelDescent descent in descents[asking[p]].Where(descent => descent.Wants(point)))
                {
                    descent.Tell(point, losses[p]);
                }
            }
        }

        return wanted.Count > 0;
    }
}
