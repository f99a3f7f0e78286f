using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// Which of several ways to make numbers of rows (how far images are pooled, which terms of a text count) suits each cell: the one whose best kernel
/// has the least leave-one-out loss on the search rows.
/// </summary>
internal static class EncodingChoice
{
    /// <summary>For each version of the labels of the first rows the options with the one encoding chosen.</summary>
    public static KernelOptions[] Run(FeatureTable features, int head, IReadOnlyList<Labels> labels, KernelOptions settings, FitContext context)
    {
        if (settings.Encodings.Count == 1)
        {
            return [.. labels.Select(_ => settings)];
        }

        KernelTargets[] cells = [.. labels.Select(version => new KernelTargets(version))];
        int count = Math.Min(cells.Max(cell => cell.Count), settings.SearchRows);
        KernelOptions[] single = [.. settings.Encodings.Select(encoding => settings with { Encodings = [encoding] })];
        double[][] losses = [.. single.Select(options =>
        {
            KernelInputs inputs = new(features, Math.Min(head, count), count, options, context);
            return new KernelSearch(options, context.Threads, context.Cancel).Judge(inputs.Rows, inputs.Median, cells).Select(found => found.Loss).ToArray();
        })];
        return [.. cells.Select((_, i) => single[Enumerable.Range(0, single.Length).MinBy(option => losses[option][i])])];
    }
}
