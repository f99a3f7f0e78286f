using System.Reflection;
using System.Security.Cryptography;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>
/// Which code measures: the revision of a study (version and commit), and eight digits of a hash over the compiled assemblies that decide what a cell
/// gives, so that changes that were never committed count too. Builds are deterministic: the same code has the same digits in every folder.
/// </summary>
internal static class LedgerRevision
{
    private const int Digits = 8;

    public static string Of(LedgerPlan plan, LedgerBench bench, Catalog<IInstrument> instruments)
    {
        IEnumerable<Assembly> assemblies = plan.Cells.Select(cell => instruments.Get(cell.Instrument).GetType().Assembly)
            .Concat(plan.Cells.Select(cell => cell.Learner).Where(id => id.Length > 0).Distinct().Select(id => bench.Plugins.Learners.Get(id).GetType().Assembly))
            .Append(typeof(LedgerRevision).Assembly);
        return Of(StudyHeaders.Revision, [.. assemblies.Distinct().Select(assembly => assembly.ManifestModule.ModuleVersionId)]);
    }

    /// <param name="modules">In any order.</param>
    internal static string Of(string revision, IReadOnlyCollection<Guid> modules)
    {
        byte[] hash = SHA256.HashData([.. modules.Distinct().Order().SelectMany(module => module.ToByteArray())]);
        return $"{revision}.{Convert.ToHexStringLower(hash)[..Digits]}";
    }
}
