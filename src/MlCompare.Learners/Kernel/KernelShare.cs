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
            models[large] = NystromGroup.Fit(features, cells[large].Labels, settings, context);
        }

        foreach (IGrouping<int, int> group in Enumerable.Range(0, cells.Count).Where(i => cells[i].Rows <= settings.ExactRows).GroupBy(
            i => KernelHead.Rows(features, cells[i].Rows)))
        {
            int[] members = [.. group];
            KernelPredictor[] fitted = new KernelGroup(features, group.Key, [.. members.Select(i => cells[i].Labels)], settings, context).Run();
            for (int p = 0; p < members.Length; p++)
            {
                models[members[p]] = fitted[p];
            }
        }
    }

    public SharedModel Fit(int cell, CancellationToken cancel) => new(models[cell], null);
}
