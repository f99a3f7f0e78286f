using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Testing;

namespace MlCompare.Tests.Contracts;

public class DatasetContractTests
{
    private static readonly Catalog<IDatasetSource> Sources = Catalog.Scan<IDatasetSource>(typeof(IDatasetSource).Assembly);

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (IDatasetSource source in Sources.All)
        {
            foreach (Check<IDatasetSource> check in DatasetContract.Checks)
            {
                cases.Add(source.Id, check.Promise);
            }
        }

        return cases;
    }

    public static TheoryData<string> Promises() => [.. DatasetContract.Checks.Select(check => check.Promise)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Data_set_keeps_its_promise(string id, string promise) => Assert.Null(Find(promise).Run(Sources.Get(id)));

    [Theory]
    [MemberData(nameof(Promises))]
    public void Broken_twin_fails_the_promise(string promise) => Assert.NotNull(Find(promise).Run(new DefectiveSource(promise)));

    private static Check<IDatasetSource> Find(string promise) => DatasetContract.Checks.Single(check => check.Promise == promise);

    private sealed class DefectiveSource(string broken) : IDatasetSource
    {
        private readonly IDatasetSource sound = Sources.Get("linear-logistic");
        private ulong loads;

        public string Id => sound.Id;

        public string Title => sound.Title;

        public Modality Modality => broken == DatasetContract.Declared ? Modality.Audio : sound.Modality;

        public TaskKind Task => sound.Task;

        public bool FreshDraws => true;

        public Dataset Load(ulong sampleSeed)
        {
            loads++;
            Dataset data = sound.Load(broken switch
            {
                DatasetContract.SameSeed => loads,
                DatasetContract.OtherSeed => 1,
                _ => sampleSeed,
            });
            Truth truth = data.Truth!;
            return broken switch
            {
                DatasetContract.TruthValid => Copy(data, truth with { Values = [.. truth.Values.Select(p => 2 * p)] }, data.OfficialTestRows),
                DatasetContract.LabelsFollowTruth => Copy(data, truth.Select(new Rng(1).Permutation(truth.Count)), data.OfficialTestRows),
                DatasetContract.SplitValid => Copy(data, truth, [0, 0]),
                _ => data,
            };
        }

        private static Dataset Copy(Dataset data, Truth truth, int[] test) =>
            new(data.Id, data.Title, data.Features, data.Labels, data.Provenance) { Truth = truth, OfficialTestRows = test };
    }
}
