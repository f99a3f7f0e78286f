using MlCompare.Interventions;
using MlCompare.Testing;

namespace MlCompare.Tests.Contracts;

public class InterventionContractTests
{
    private static readonly Catalog<IIntervention> Interventions = Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly);

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (IIntervention intervention in Interventions.All)
        {
            foreach (Check<IIntervention> check in InterventionContract.Checks)
            {
                cases.Add(intervention.Id, check.Promise);
            }
        }

        return cases;
    }

    public static TheoryData<string> Promises() => [.. InterventionContract.Checks.Select(check => check.Promise)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Intervention_keeps_its_promise(string id, string promise) => Assert.Null(Find(promise).Run(Interventions.Get(id)));

    [Theory]
    [MemberData(nameof(Promises))]
    public void Broken_twin_fails_the_promise(string promise) =>
        Assert.NotNull(Find(promise).Run(new DefectiveIntervention(Interventions.Get("label-noise-symmetric"), promise)));

    /// <summary>Levels of structure need not nest, all else is promised as of noise.</summary>
    public static TheoryData<string> PromisesOfStructure() => [.. InterventionContract.Checks.Select(check => check.Promise).Where(promise => promise != InterventionContract.NestedLevels)];

    [Theory]
    [MemberData(nameof(PromisesOfStructure))]
    public void Broken_twin_of_a_change_of_structure_fails_the_promise(string promise) =>
        Assert.NotNull(Find(promise).Run(new DefectiveIntervention(Interventions.Get("missing-values"), promise)));

    private static Check<IIntervention> Find(string promise) => InterventionContract.Checks.Single(check => check.Promise == promise);
}
