namespace MlCompare.Learners.Kernel;

/// <summary>
/// Leave-one-out losses of several label versions and sizes on the first rows: one kernel matrix for a bandwidth, one factor for a
/// ridge, one inverse diagonal for a size.
/// </summary>
internal sealed class KernelStage
{
    private readonly KernelGrid grid;
    private readonly KernelSystem? distances;
    private readonly KernelSystem work;
    private readonly double median;
    private readonly int judgedMost;
    private readonly KernelRows rows;
    private (KernelForm Form, double Bandwidth)? filled;

    /// <param name="count">Rows of the stage, or all where there are fewer.</param>
    /// <param name="median">Unit of the bandwidths.</param>
    /// <param name="judgedMost">Rows whose scores are compared.</param>
    public KernelStage(KernelGrid grid, KernelRows rows, int count, double median, int judgedMost, int threads, CancellationToken cancel)
    {
        (this.grid, this.rows, this.median, this.judgedMost) = (grid, rows, median, judgedMost);
        count = Math.Min(count, rows.Count);
        if (grid.Forms.Any(form => form.Interaction is null))
        {
            distances = new KernelSystem(count, threads, cancel);
            distances.FillDistances(rows);
        }

        work = new KernelSystem(count, threads, cancel);
    }

    /// <summary>The loss of each cell at one point; infinite where rounding leaves no factor.</summary>
    public double[] Losses(KernelPoint point, IReadOnlyList<KernelTargets> cells, Func<KernelTargets, double[], int, int, double> measure)
    {
        KernelChoice choice = grid.Choice(point);
        if (filled != (choice.Form, choice.Multiple))
        {
            if (choice.Form.Interaction is null)
            {
                work.FillFrom(distances!, rows, choice.Form, choice.Multiple * median);
            }
            else
            {
                work.Fill(rows, work.Count, choice.Form, choice.Multiple * median);
            }

            filled = (choice.Form, choice.Multiple);
        }

        int factored = work.Factor(cells.Max(Rows), choice.Ridge);
        Dictionary<int, double[]> inverses = [], leans = [];
        return [.. cells.Select(cell => Rows(cell) <= factored ? Loss(cell, inverses, leans, measure) : double.PositiveInfinity)];
    }

    private int Rows(KernelTargets cell) => Math.Min(cell.Count, work.Count);

    private double Loss(KernelTargets cell, Dictionary<int, double[]> inverses, Dictionary<int, double[]> leans, Func<KernelTargets, double[], int, int, double> measure)
    {
        int rows = Rows(cell), judged = Math.Min(rows, judgedMost);
        if (!inverses.TryGetValue(rows, out double[]? inverse))
        {
            inverses[rows] = inverse = work.InverseDiagonal(rows, judged);
        }

        float[] solution = work.Solve(rows, cell.Values, cell.Columns);
        double[] scores = KernelSystem.LeaveOneOut(cell.Values, solution, cell.Columns, inverse);
        if (cell.Order is not null)
        {
            if (!leans.TryGetValue(cell.Count, out double[]? lean))
            {
                leans[cell.Count] = lean = work.Lean(rows, inverse, cell.Count);
            }

            cell.Straighten(scores, lean, rows);
        }

        return measure(cell, scores, rows - judged, judged);
    }
}
