using System.Collections.Immutable;
using System.Globalization;

namespace MlCompare.Data;

/// <summary>Images, texts or sounds with the name of each row's class, as the readers of those formats give them.</summary>
/// <param name="ClassOfRow">One class name a row.</param>
/// <param name="TestRows">Rows of the official test part, ascending; empty when there is none.</param>
/// <param name="Where">File or folder, for errors.</param>
public sealed record LabelledColumn(Modality Modality, Column Column, string[] ClassOfRow, int[] TestRows, string Where)
{
    /// <summary>Makes a classification data set.</summary>
    /// <param name="classNames">Classes in the order of their codes; default: numbers in their order, words in ordinal order.</param>
    /// <exception cref="InputException">There is one class only, or a row's class is not among <paramref name="classNames"/>.</exception>
    public Dataset ToDataset(string id, string title, Provenance provenance, ImmutableArray<string> classNames = default)
    {
        ImmutableArray<string> names = classNames.IsDefaultOrEmpty ? Ordered(ClassOfRow.Distinct(StringComparer.Ordinal)) : classNames;
        if (ClassOfRow.Distinct(StringComparer.Ordinal).Count() < 2)
        {
            throw new InputException($"there is one class only: '{ClassOfRow.FirstOrDefault()}' in all {ClassOfRow.Length} rows", Where,
                "add rows of another class");
        }

        Dictionary<string, int> codeOf = names.Select((name, code) => (name, code)).ToDictionary(StringComparer.Ordinal);
        int[] codes = Array.ConvertAll(ClassOfRow, name => codeOf.TryGetValue(name, out int code)
            ? code
            : throw new InputException($"the class '{name}' is not among {string.Join(", ", names)}", Where, "correct the list of classes"));
        return new Dataset(id, title, new FeatureTable(Modality, [Column]), Labels.OfClasses(codes, names), provenance)
        {
            OfficialTestRows = TestRows,
        };
    }

    private static ImmutableArray<string> Ordered(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return Array.TrueForAll(all, name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. all.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. all.Order(StringComparer.Ordinal)];
    }
}
