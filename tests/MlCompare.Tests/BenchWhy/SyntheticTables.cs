using MlCompare.BenchWhy;

namespace MlCompare.Tests.BenchWhy;

/// <summary>Made-up records with known gaps and predictors.</summary>
internal static class SyntheticTables
{
    /// <param name="network">Boosting's error less the network's.</param>
    /// <param name="kernel">The kernel's error less boosting's.</param>
    /// <param name="roughness">A predictor that alignment falls with.</param>
    public static TableRecord Of(string id, double network, double kernel, double roughness, Rng? rng = null, int categorical = 1)
    {
        rng ??= new Rng(1);
        double Near() => 0.001 * rng.NextGaussian();
        const int Replicates = 5;
        double[] Around(double mean) => [.. Enumerable.Range(0, Replicates).Select(_ => mean + Near())];
        double turned = rng.NextDouble(), widened = rng.NextDouble(), heavy = rng.NextDouble(), aligned = 0.3 * rng.NextGaussian() - roughness, directions = 1 + 9 * rng.NextDouble(), noise = rng.NextDouble();
        return new TableRecord(
            id, Modality.Tabular, TaskKind.Binary, 10, categorical, 2000, 1000, 0.25,
            new SortedDictionary<string, double[]>(StringComparer.Ordinal) { ["boosting"] = Around(0.3), ["mlp"] = Around(0.3 - network), ["kernel-ridge"] = Around(0.3 + kernel) },
            new SortedDictionary<string, string>(StringComparer.Ordinal),
            [.. Enumerable.Range(0, Replicates).Select(i => new DrawRecord(
                (ulong)(101 + i), 500, 0.5, 0.2 + Near(), 0.2 + 0.3 * turned, 0.2 + Near(), 0.2 + 0.3 * widened, roughness, heavy, aligned, directions, noise))],
            "test");
    }

    /// <summary>Tables whose predictors tell nothing but, where it is planted, roughness and alignment of both gaps.</summary>
    public static TableRecord[] Many(ulong seed, bool planted, int count = 22)
    {
        Rng rng = new(Seeds.From(seed, "tables"));
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double roughness = rng.NextGaussian(), chance = rng.NextGaussian(), gap = 0.1 * (planted ? roughness : chance);
            return Of($"t{i:00}", gap, -gap, roughness, rng, rng.NextInt(10));
        })];
    }
}
