namespace MlCompare.Learners.Kernel;

/// <summary>
/// Chooses kernel, bandwidth and ridge by the closed-form leave-one-out loss on the given labels: a coarse grid on few rows
/// by squared error, then for each kernel a descent on a finer grid with more rows by the loss of the task. The ridge is not scaled with the number of rows: it stands for the
/// noise of one row (Rasmussen and Williams 2006, chapter 5).
/// </summary>
internal sealed class KernelSearch
{
    // Steps of the fine grid: bandwidth × 2^(1/2), ridge × 10^(1/2).
    private const int BandwidthSteps = 2, RidgeSteps = 2;

    // Multiples 2^-3 to 2^3 of the median distance; ridges 10^-5 (less is lost in float32) to 10^2 (much noise).
    private const int LowestBandwidth = -3, HighestBandwidth = 3, LowestRidge = -5, HighestRidge = 2;

    private readonly KernelOptions settings;
    private readonly KernelTargets targets;
    private readonly CancellationToken cancel;

    public KernelSearch(KernelOptions settings, KernelTargets targets, CancellationToken cancel)
    {
        (this.settings, this.targets, this.cancel) = (settings, targets, cancel);
    }

    /// <summary>The choice that generalises best from the first rows of <paramref name="rows"/>.</summary>
    public KernelChoice Run(KernelRows rows)
    {
        Dictionary<Point, double> coarse = [];
        Stage few = new(this, rows.Head(settings.CoarseRows), targets, targets.SquaredError);
        foreach (Point point in Grid())
        {
            coarse[point] = few.Loss(point);
        }

        if (coarse.Count == 1)
        {
            return few.Choice(coarse.Keys.Single());
        }

        Stage more = new(this, rows.Head(settings.SearchRows), targets, targets.Loss);
        (Point Point, double Loss)? best = null;
        foreach (IGrouping<KernelShape, Point> shape in coarse.Keys.GroupBy(point => point.Shape))
        {
            (Point Point, double Loss) found = more.Descend(shape.MinBy(point => coarse[point])!);
            best = best is null || found.Loss < best.Value.Loss ? found : best;
        }

        return more.Choice(best!.Value.Point);
    }

    private IEnumerable<Point> Grid() =>
        from shape in settings.Shape is { } given ? [given] : Enum.GetValues<KernelShape>()
        from bandwidth in Exponents(settings.Bandwidth, LowestBandwidth, HighestBandwidth, BandwidthSteps)
        from ridge in Exponents(settings.Ridge, LowestRidge, HighestRidge, RidgeSteps)
        select new Point(shape, bandwidth, ridge);

    private static IEnumerable<int> Exponents(double? given, int low, int high, int steps) =>
        given is null ? Enumerable.Range(low, high - low + 1).Select(exponent => exponent * steps) : [0];

    /// <summary>A point of the fine grid, in steps; 0 where an option fixes the value.</summary>
    private sealed record Point(KernelShape Shape, int Bandwidth, int Ridge);

    /// <summary>Losses on one set of rows, each computed once.</summary>
    private sealed class Stage
    {
        private readonly KernelSearch search;
        private readonly KernelTargets targets;
        private readonly Func<double[], int, int, double> measure;
        private readonly KernelSystem distances;
        private readonly KernelSystem work;
        private readonly int rows;
        private readonly int judged;
        private readonly double median;
        private readonly Dictionary<Point, double> losses = [];

        public Stage(KernelSearch search, KernelRows rows, KernelTargets targets, Func<double[], int, int, double> measure)
        {
            (this.search, this.targets, this.measure, this.rows) = (search, targets, measure, rows.Count);
            judged = Math.Min(rows.Count, search.settings.JudgedRows);
            distances = KernelSystem.Distances(rows, search.cancel);
            work = KernelSystem.Empty(rows.Count, search.cancel);
            median = distances.MedianDistance(KernelFit.MedianRows);
        }

        public KernelChoice Choice(Point point) => new(
            point.Shape,
            search.settings.Bandwidth ?? Math.Pow(2, (double)point.Bandwidth / BandwidthSteps),
            search.settings.Ridge ?? Math.Pow(10, (double)point.Ridge / RidgeSteps));

        public double Loss(Point point)
        {
            if (!losses.TryGetValue(point, out double loss))
            {
                losses[point] = loss = Compute(Choice(point));
            }

            return loss;
        }

        /// <summary>Goes to the best neighbour until none is better.</summary>
        public (Point Point, double Loss) Descend(Point start)
        {
            Point at = start;
            while (true)
            {
                Point next = Neighbours(at).Prepend(at).MinBy(Loss)!;
                if (next == at)
                {
                    return (at, Loss(at));
                }

                at = next;
            }
        }

        private IEnumerable<Point> Neighbours(Point at)
        {
            foreach (int step in new[] { -1, 1 })
            {
                if (search.settings.Ridge is null && Inside(at.Ridge + step, LowestRidge, HighestRidge, RidgeSteps))
                {
                    yield return at with { Ridge = at.Ridge + step };
                }

                if (search.settings.Bandwidth is null && Inside(at.Bandwidth + step, LowestBandwidth, HighestBandwidth, BandwidthSteps))
                {
                    yield return at with { Bandwidth = at.Bandwidth + step };
                }
            }
        }

        private static bool Inside(int value, int low, int high, int steps) => value >= low * steps && value <= high * steps;

        private double Compute(KernelChoice choice)
        {
            work.FillFrom(distances, choice.Shape, choice.Multiple * median);
            if (!work.Factor(choice.Ridge))
            {
                return double.PositiveInfinity;
            }

            int columns = targets.Columns;
            float[] solution = work.Solve(targets.Values, columns);
            double[] scores = work.LeaveOneOut(targets.Values, solution, columns, judged);
            return measure(scores, rows - judged, judged);
        }
    }
}
