using MlCompare.Claims;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Ledger;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Ledger;

/// <summary>No verdict is written down beforehand: with other data behind the same names, the same claims come out the other way.</summary>
public class TurningVerdictTests
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("a1", "axis-boxes", "rotated-boxes")]
    [InlineData("a22", "single-index", "linear-logistic")]
    public void Other_data_turn_the_verdict(string id, string usual, string other)
    {
        Assert.Equal(ClaimVerdict.Confirmed, Verdict(id, Catalogs.Data));
        Assert.Equal(ClaimVerdict.Refuted, Verdict(id, new Swapped((name, replicate) => Catalogs.Data.Source(name == usual ? other : name, replicate))));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Scrambled_pixels_turn_the_verdict_on_networks_for_images()
    {
        Assert.Equal(ClaimVerdict.Confirmed, Verdict("a4", Catalogs.Data));
        Assert.Equal(ClaimVerdict.Refuted, Verdict("a4", new Swapped((name, replicate) => new Scrambled(Catalogs.Data.Source(name, replicate)))));
    }

    private static ClaimVerdict Verdict(string id, ILedgerData data)
    {
        using TempFolder folder = new("turning");
        IReadOnlyList<IClaim> claims = [new WithoutChart(Catalogs.Choose([id])[0])];
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick, first: 0);
        new LedgerRunner(plan, new LedgerBench(MadeUpInstrument.Bench().Plugins, data), Catalogs.Instruments).Run(folder.Path, Environment.ProcessorCount, new NoLedgerProgress(), default);
        LedgerReport report = LedgerReport.Read(claims, plan, folder.Path);
        Assert.Empty(report.Failed);
        return report.Findings[0].Verdict;
    }

    /// <summary>What is only drawn need not be measured.</summary>
    private sealed class WithoutChart(IClaim claim) : IClaim
    {
        public string Id => claim.Id;

        public string Words => claim.Words;

        public string Source => claim.Source;

        public string Experiment => claim.Experiment;

        public string Refuter => claim.Refuter;

        public string? NotRun => claim.NotRun;

        public Combination Combination => claim.Combination;

        public int Replicates(Scale scale) => claim.Replicates(scale);

        public IReadOnlyList<Question> Questions(Scale scale) => claim.Questions(scale);

        public ChartPlan? Chart(Scale scale) => null;
    }

    private sealed class Swapped(Func<string, int, IDatasetSource> source) : ILedgerData
    {
        public IDatasetSource Source(string id, int replicate) => source(id, replicate);
    }

    /// <summary>The same images, their pixels in one random order.</summary>
    private sealed class Scrambled(IDatasetSource inner) : IDatasetSource
    {
        public string Id => inner.Id;

        public string Title => inner.Title;

        public Modality Modality => inner.Modality;

        public TaskKind Task => inner.Task;

        public bool FreshDraws => inner.FreshDraws;

        public Dataset Load(ulong sampleSeed)
        {
            Dataset data = inner.Load(sampleSeed);
            ImageColumn images = (ImageColumn)data.Features.Columns[0];
            int[] order = new Rng(11).Permutation(images.Pixels[0].Length);
            ImageColumn scrambled = new(images.Name, [.. images.Pixels.Select(pixels => order.Select(from => pixels[from]).ToArray())], images.Height, images.Width, images.Channels);
            return new Dataset(data.Id, data.Title, new FeatureTable(data.Modality, [scrambled]), data.Labels, data.Provenance) { OfficialTestRows = data.OfficialTestRows, Truth = data.Truth };
        }
    }
}
