using MlCompare.Data;
using MlCompare.Datasets;

namespace MlCompare.Tests.BenchWhy;

/// <summary>Two hundred made-up rows with numbers and a category, as a finite set.</summary>
internal sealed class PlantedTable(bool numbers) : IDatasetSource
{
    private const int Rows = 200;

    public string Id => "planted";

    public string Title => "Planted";

    public Modality Modality => Modality.Tabular;

    public TaskKind Task => numbers ? TaskKind.Regression : TaskKind.Binary;

    public bool FreshDraws => false;

    public Dataset Load(ulong sampleSeed)
    {
        Rng rng = new(Seeds.From(1, "planted"));
        float[] a = [.. Enumerable.Range(0, Rows).Select(_ => (float)rng.NextGaussian())], b = [.. Enumerable.Range(0, Rows).Select(_ => (float)rng.NextGaussian())];
        int[] codes = [.. Enumerable.Range(0, Rows).Select(_ => rng.NextInt(2))];
        double[] score = [.. Enumerable.Range(0, Rows).Select(i => a[i] + (b[i] > 0 ? 1 : -1) + codes[i] + 0.3 * rng.NextGaussian())];
        FeatureTable features = new(Modality.Tabular, [new NumericColumn("a", a), new NumericColumn("b", b), new CategoricalColumn("c", codes, ["no", "yes"])]);
        Labels labels = numbers ? Labels.OfValues(score) : Labels.OfClasses([.. score.Select(value => value > 0.5 ? 1 : 0)], ["low", "high"]);
        return new Dataset(Id, Title, features, labels, new Provenance("made up"));
    }
}
