using MlCompare.Data;

namespace MlCompare.Learners.Kernel;

/// <summary>All cells fitted at once, group by group; each by itself where it has more rows than the exact solution takes.</summary>
internal sealed class KernelShare : ISharedWork
{
    private readonly IPredictor[] models;

    public KernelShare(FeatureTable features, IReadOnlyList<SharedCell> cells, KernelOptions settings, FitContext context)
    {
        models = new IPredictor[cells.Count];
        foreach (int large in Enumerable.Range(0, cells.Count).Where(i => cells[i].Rows > settings.ExactRows))
        {
            int head = KernelHead.Rows(features, cells[large].Rows, settings);
            KernelOptions chosen = EncodingChoice.Run(features, head, [cells[large].Labels], settings, context)[0];
            models[large] = NystromGroup.Fit(features, cells[large].Labels, chosen, context);
        }

        foreach (IGrouping<int, int> group in Enumerable.Range(0, cells.Count).Where(i => cells[i].Rows <= settings.ExactRows).GroupBy(
            i => KernelHead.Rows(features, cells[i].Rows, settings)))
        {
            int[] members = [.. group];
            KernelOptions[] chosen = EncodingChoice.Run(features, group.Key, [.. members.Select(i => cells[i].Labels)], settings, context);
            foreach (IGrouping<KernelOptions, int> alike in Enumerable.Range(0, members.Length).GroupBy(p => chosen[p]))
            {
                int[] same = [.. alike.Select(p => members[p])];
                KernelPredictor[] fitted = new KernelGroup(features, group.Key, [.. same.Select(i => cells[i].Labels)], alike.Key, context).Run();
                for (int p = 0; p < same.Length; p++)
                {
                    models[same[p]] = fitted[p];
                }
            }
        }
    }

    public SharedModel Fit(int cell, CancellationToken cancel) => new(models[cell], null);
}
