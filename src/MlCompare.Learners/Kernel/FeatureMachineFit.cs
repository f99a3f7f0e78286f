using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Numerics;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// One fit of a feature machine: solve with the plain kernel, learn the metric from the gradients of the solution, solve again; the
/// leave-one-out loss on the search rows decides which round and which kind of metric is kept, none among them.
/// </summary>
internal sealed class FeatureMachineFit
{
    // A metric has to lower the loss by one in a hundred: less is chance (concrete, 824 rows: half a percent by leave-one-out, test error up).
    private const double Worthwhile = 0.99;

    // Arithmetic on categories (a + b mod p) is learned by a dozen rounds or two of a smooth kernel with no ridge to speak of and centred gradients
    // (Mallinar et al. 2024), with nothing to be seen by leave-one-out until then: it is a try of its own, on so many rows at most.
    private const int LateRounds = 24, LateRows = 2000;
    private const double LateRidge = 1e-5;

    private readonly TrainingSet train;
    private readonly FeatureMachineOptions options;
    private readonly KernelOptions settings;
    private readonly FitContext context;
    private readonly KernelGrid grid;
    private readonly KernelInputs inputs;
    private readonly KernelTargets targets;

    public FeatureMachineFit(TrainingSet train, FeatureMachineOptions options, FitContext context)
    {
        (this.train, this.options, this.context, settings) = (train, options, context, options.Kernel);
        grid = new KernelGrid(settings);
        inputs = new KernelInputs(train.Features, train.Count, train.Count, settings, context);
        targets = new KernelTargets(train.Labels);
    }

    public KernelPredictor Run()
    {
        Round best = Best();
        if (MayBeArithmetic())
        {
            FeatureMachineFit late = new(train, options with
            {
                Metric = MetricKind.Full, Shape = KernelShape.Gaussian, Centred = true, Bandwidth = 1, Ridge = LateRidge, Iterations = LateRounds,
            }, context);
            Round other = late.Best();
            if (other.Metric is not null && other.Loss < best.Loss * Worthwhile)
            {
                return late.Finish(other);
            }
        }

        return Finish(best);
    }

    /// <summary>Nothing but categories, and nobody has asked for anything in particular.</summary>
    private bool MayBeArithmetic() =>
        options is { Metric: null, Bandwidth: null, Ridge: null, Shape: KernelShape.Laplace, Centred: false, Iterations: > 0 }
        && train.Count <= LateRows && inputs.Rows.Width <= options.MaxFullWidth && train.Features.Columns.All(column => column is CategoricalColumn);

    private Round Best()
    {
        KernelRows plain = inputs.Rows.Head(options.LearnRows);
        Round start = Judge(plain, null, Coarse(plain)), best = start;
        foreach (MetricKind kind in Kinds(plain.Width))
        {
            (Round at, KernelRows rows) = (start, plain);
            for (int t = 0; t < options.Iterations && Learn(at, rows, kind) is { } metric; t++)
            {
                rows = inputs.Select(options.LearnRows, metric);
                at = Judge(rows, metric, at.Point);
                best = at.Loss < best.Loss * (best.Metric is null ? Worthwhile : 1) ? at : best;
            }
        }

        return best;
    }

    private KernelPredictor Finish(Round best)
    {
        KernelRows all = best.Metric is null ? inputs.Rows : inputs.Select(inputs.Rows.Count, best.Metric);
        KernelSolution solution = KernelSolution.Of(all, targets, best.Choice, settings, context);
        return new KernelPredictor(
            inputs.Encoder, inputs.Centre, solution.Rows, solution.Weights, targets.Order, targets.Scale, solution.Choice, solution.Probabilities, best.Metric)
        {
            Remark = solution.Remark,
            Misses = solution.Misses,
        };
    }

    /// <summary>
    /// The direction in which the first solution, of the plain kernel, changes most, with the encoder of the features it is one of; null where
    /// there is no such thing: terms of texts, too many features for a full matrix, a constant solution.
    /// </summary>
    public (FeatureEncoder Encoder, float[] Direction)? Direction()
    {
        KernelRows plain = inputs.Rows.Head(options.LearnRows);
        int width = plain.Width;
        if (width == 0 || width > options.MaxFullWidth || inputs.Encoder.SparseWidth > 0)
        {
            return null;
        }

        double[] products = Products(Judge(plain, null, Coarse(plain)), plain, MetricKind.Full);
        if (!products.All(double.IsFinite))
        {
            return null;
        }

        SymmetricEigen eigen = SymmetricEigen.Decompose(products, width, context.Cancel);
        int top = Array.IndexOf(eigen.Values, eigen.Values.Max());
        return eigen.Values[top] > 0 ? (inputs.Encoder, [.. eigen.Vectors.AsSpan(top * width, width).ToArray().Select(value => (float)value)]) : null;
    }

    private IEnumerable<MetricKind> Kinds(int width) => (options.Metric is { } given ? [given] : Enum.GetValues<MetricKind>())
        .Where(kind => width > 0 && (kind == MetricKind.Diagonal || width <= options.MaxFullWidth));

    /// <summary>The best point of the coarse grid on few rows, by squared error.</summary>
    private KernelPoint Coarse(KernelRows rows)
    {
        KernelStage few = new(grid, rows, settings.CoarseRows, Median(rows), settings.JudgedRows, context.Threads, context.Cancel);
        return grid.Coarse.MinBy(point => few.Losses(point, [targets], (cell, scores, first, count) => cell.SquaredError(scores, first, count))[0])!;
    }

    /// <summary>Descends from a point; bandwidths are multiples of the median of the learned distance.</summary>
    private Round Judge(KernelRows rows, FeatureMetric? metric, KernelPoint start)
    {
        double median = Median(rows);
        KernelStage stage = new(grid, rows, settings.SearchRows, median, settings.JudgedRows, context.Threads, context.Cancel);
        KernelDescent descent = new(grid, start);
        while (descent.Advance() is { Count: > 0 } wanted)
        {
            foreach (KernelPoint point in wanted)
            {
                descent.Tell(point, stage.Losses(point, [targets], (cell, scores, first, count) => cell.Loss(scores, first, count))[0]);
            }
        }

        KernelChoice choice = grid.Choice(descent.At);
        return new Round(metric, descent.At, choice with { Multiple = choice.Multiple * median }, descent.Loss);
    }

    private FeatureMetric? Learn(Round at, KernelRows rows, MetricKind kind) =>
        FeatureMetric.Next(at.Metric, Products(at, rows, kind), rows.Width, options.Power, context.Cancel);

    private double[] Products(Round at, KernelRows rows, MetricKind kind)
    {
        int count = rows.Count;
        KernelSystem system = new(count, context.Threads, context.Cancel);
        system.Fill(rows, count, at.Choice.Form, at.Choice.Multiple);
        for (double ridge = at.Choice.Ridge; system.Factor(count, ridge) < count; ridge *= 10)
        {
        }

        float[] weights = system.Solve(count, targets.Values, targets.Columns);
        return GradientProducts.Mean(
            rows, weights, targets.Columns, options.Shape, at.Choice.Multiple, kind, options.Centred, context.Threads, context.Cancel);
    }

    private double Median(KernelRows rows) => KernelInputs.MedianOf(rows, rows.Count, context);

    private sealed record Round(FeatureMetric? Metric, KernelPoint Point, KernelChoice Choice, double Loss);
}
