using System.Reflection;
using MlCompare.Datasets;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Ledger;

/// <summary>The data sets that cells name. A replicate of a synthetic one has a rule of its own.</summary>
public interface ILedgerData
{
    /// <exception cref="InputException">There is none with this id.</exception>
    IDatasetSource Source(string id, int replicate);
}

/// <summary>The embedded data sets, with a task seed for each replicate: what is found holds for the kind of rule, not for one instance.</summary>
/// <param name="assemblies">Where more of them are.</param>
public sealed class EmbeddedData(params IEnumerable<Assembly> assemblies) : ILedgerData
{
    private readonly Dictionary<string, Type> types = Catalog.Scan<IDatasetSource>([typeof(SyntheticDataset).Assembly, .. assemblies]).All
        .OfType<SyntheticDataset>().ToDictionary(source => source.Id, source => source.GetType(), StringComparer.Ordinal);

    public IDatasetSource Source(string id, int replicate)
    {
        if (!types.TryGetValue(id, out Type? type))
        {
            throw new InputException($"no embedded data set is called '{id}'", "claims", $"use one of: {string.Join(", ", types.Keys.Order(StringComparer.Ordinal))}");
        }

        object source = Activator.CreateInstance(type)!;
        type.GetProperty(nameof(SyntheticDataset.TaskSeed))!.SetValue(source, SyntheticDataset.StandardTask + (ulong)replicate);
        return (IDatasetSource)source;
    }
}
