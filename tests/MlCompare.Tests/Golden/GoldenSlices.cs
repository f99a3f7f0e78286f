using System.Collections.Immutable;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Tests.Golden;

/// <summary>Parts of the invented test rows: the network has more trouble with the oldest quarter than trees have; all else is alike.</summary>
internal static class GoldenSlices
{
    private static readonly string[] Quarters = ["lowest quarter", "second quarter", "third quarter", "highest quarter"];

    public static ImmutableArray<SliceLoss> Of(DatasetSummary dataset, Family family, double quality, double luck)
    {
        bool numbers = dataset.Task == TaskKind.Regression;
        double Loss(double share) => Math.Round(numbers ? Math.Pow(91_000 * quality * share, 2) : 0.249 * quality * share, numbers ? 0 : 5);
        SliceLoss Part(string by, string part, double rows, double share, double? from = null, double? to = null) => new(
            by, part, (int)(rows * dataset.TestRows), Loss(share * (1 + 0.004 * luck)), numbers ? Math.Round(2 * Math.Pow(Loss(share), 2), 0) : null, from, to);
        IEnumerable<SliceLoss> ages = Quarters.Select((quarter, k) => Part(
            "age", quarter, 0.25, k == 3 && family == Family.Neural ? 1.6 : 1 - 0.05 * k, k > 0 ? 20 + 10 * k : null, k < 3 ? 30 + 10 * k : null));
        return
        [
            .. numbers ? [Part(SliceLoss.Target, "lowest quarter", 0.25, 0.6, null, 90_000), Part(SliceLoss.Target, "highest quarter", 0.75, 1.1, 90_000)]
                : dataset.Classes.Select((name, k) => Part(SliceLoss.Class, name, k == 0 ? 0.7 : 0.3, k == 0 ? 0.7 : 1.7)),
            .. ages,
            Part("job", "clerk", 0.6, 0.9), Part("job", "(other levels)", 0.3999, 1.1), Part("job", "(missing)", 0.0001, 0),
        ];
    }
}
