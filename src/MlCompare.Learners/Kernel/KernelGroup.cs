using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Models of cells that share a head (<see cref="KernelHead"/>) and so one kernel: encode, search, then one factor for each kernel and
/// ridge chosen, of which every cell takes the leading block of its size.
/// </summary>
internal sealed class KernelGroup
{
    private readonly KernelOptions settings;
    private readonly FitContext context;
    private readonly KernelTargets[] cells;
    private readonly KernelInputs inputs;
    private readonly Dictionary<int, KernelRows> heads = [];

    /// <param name="features">At least the rows of the largest cell.</param>
    public KernelGroup(FeatureTable features, int head, IReadOnlyList<Labels> labels, KernelOptions settings, FitContext context)
    {
        (this.settings, this.context) = (settings, context);
        cells = [.. labels.Select(version => new KernelTargets(version))];
        inputs = new KernelInputs(features, head, cells.Max(cell => cell.Count), settings, context);
    }

    public KernelPredictor[] Run()
    {
        KernelChoice[] choices = new KernelSearch(settings, context.Threads, context.Cancel).Run(inputs.Rows, inputs.Median, cells);
        KernelPredictor[] models = new KernelPredictor[cells.Length];
        KernelSystem system = new(inputs.Rows.Count, context.Threads, context.Cancel);
        foreach (IGrouping<(KernelForm Form, double Multiple), int> kernel in Enumerable.Range(0, cells.Length)
            .GroupBy(i => (choices[i].Form, choices[i].Multiple)))
        {
            double bandwidth = kernel.Key.Multiple * inputs.Median;
            system.Fill(inputs.Rows, kernel.Max(i => cells[i].Count), kernel.Key.Form, bandwidth);
            foreach (IGrouping<double, int> ridge in kernel.GroupBy(i => choices[i].Ridge))
            {
                Finish(system, new KernelChoice(kernel.Key.Form, bandwidth, ridge.Key), [.. ridge], models);
            }
        }

        return models;
    }

    /// <summary>Cells with one kernel and ridge; those that rounding leaves without a factor go on with ten times the ridge.</summary>
    private void Finish(KernelSystem system, KernelChoice choice, int[] wanted, KernelPredictor[] models)
    {
        while (wanted.Length > 0)
        {
            int factored = system.Factor(wanted.Max(i => cells[i].Count), choice.Ridge);
            Dictionary<int, double[]> inverses = [];
            foreach (int i in wanted.Where(i => cells[i].Count <= factored))
            {
                context.Cancel.ThrowIfCancellationRequested();
                models[i] = Model(system, choice, cells[i], inverses);
            }

            wanted = [.. wanted.Where(i => cells[i].Count > factored)];
            choice = choice with { Ridge = choice.Ridge * 10 };
        }
    }

    private KernelPredictor Model(KernelSystem system, KernelChoice choice, KernelTargets cell, Dictionary<int, double[]> inverses)
    {
        int count = cell.Count, judged = Math.Min(count, settings.CalibrationRows);
        float[] weights = system.Solve(count, cell.Values, cell.Columns);
        weights = system.Refine(count, choice.Ridge, cell.Values, weights, cell.Columns);
        if (!inverses.TryGetValue(count, out double[]? inverse))
        {
            inverses[count] = inverse = system.InverseDiagonal(count, judged);
        }

        double[] scores = KernelSystem.LeaveOneOut(cell.Values, weights, cell.Columns, inverse);
        if (cell.Order is not null)
        {
            cell.Straighten(scores, system.Lean(count, inverse, count), count);
        }

        (ScoreScale probabilities, float[] misses) = KernelSolution.Calibrate(inputs.Rows, cell, scores, choice, context.Cancel);
        if (!heads.TryGetValue(count, out KernelRows? own))
        {
            heads[count] = own = inputs.Rows.Head(count);
        }

        return new KernelPredictor(inputs.Encoder, inputs.Centre, own, weights, cell.Order, cell.Scale, choice, probabilities, inputs.Metric)
        {
            Misses = misses,
            Forecast = settings.Forecast ? LearningForecast.Of(system, cell, choice.Ridge, context.Cancel) : null,
            ClassWeights = settings.ClassWeights,
        };
    }
}
