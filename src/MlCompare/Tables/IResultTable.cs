using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Tables;

/// <summary>
/// One table of what a study found, for other programs: found by <see cref="Catalog.Scan{T}"/>, written by <see cref="TableFiles"/>
/// under its id.
/// </summary>
public interface IResultTable : INamed
{
    /// <summary>Names in camelCase; those that depend on the study (measures, conditions) stand in ordinal order.</summary>
    IReadOnlyList<string> Columns(StudyResults results);

    /// <summary>One value a column: a text, a whole number, a number, true or false, or null for none.</summary>
    IEnumerable<object?[]> Rows(Analyses analyses);
}
