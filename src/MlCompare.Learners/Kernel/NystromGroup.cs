using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// One model of more rows than a factor has room for: kernel, bandwidth and ridge chosen on the first rows as always, then
/// <see cref="IteratedFit"/> with all rows, or <see cref="NystromFit"/> with as many centres as the work allows.
/// </summary>
internal static class NystromGroup
{
    // Kernel values of one pass over the rows, which a step of the iteration makes anew: ten seconds or so on one thread, with fifty features and ten outputs.
    private const double PassValues = 2e9;

    private const int FewestCentres = 2000, MostCentres = 10_000;

    /// <summary>Whether a pass over half of all pairs is no longer than one with centres: up to 63,000 rows.</summary>
    public static bool TakesAll(int rows, KernelOptions settings) => settings.Centres == 0 && (double)rows * rows / 2 <= PassValues;

    public static int Centres(int rows, KernelOptions settings) => Math.Min(
        rows, settings.Centres > 0 ? settings.Centres : (int)Math.Clamp(PassValues / rows, FewestCentres, MostCentres));

    public static KernelPredictor Fit(FeatureTable features, Labels labels, KernelOptions settings, FitContext context)
    {
        KernelInputs inputs = new(features, KernelHead.Rows(features, labels.Count, settings), labels.Count, settings, context);
        KernelTargets targets = new(labels);
        KernelChoice choice = new KernelSearch(settings, context.Threads, context.Cancel).Run(inputs.Rows, inputs.Median, [targets])[0];
        choice = choice with { Multiple = choice.Multiple * inputs.Median };
        KernelSolution solution = KernelSolution.Of(inputs.Rows, targets, choice, settings, context);
        return new KernelPredictor(
            inputs.Encoder, inputs.Centre, solution.Rows, solution.Weights, targets.Order, targets.Scale, solution.Choice, solution.Probabilities,
            inputs.Metric)
        {
            Remark = solution.Remark,
            Misses = solution.Misses,
            ClassWeights = settings.ClassWeights,
        };
    }
}
