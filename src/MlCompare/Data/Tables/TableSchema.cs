using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MlCompare.Data.Tables;

/// <summary>What a column is taken for.</summary>
public enum ColumnKind
{
    Numeric,
    Categorical,
    /// <summary>Levels with an order; a number when the cells are numbers and no levels are given.</summary>
    Ordinal,
    Text,
    Date,
    Ignore,
}

/// <summary>What is known of a table beforehand. Everything left open is inferred; what is said here is never overruled.</summary>
public sealed record TableSchema
{
    /// <summary>Name of the label column; null: the last one.</summary>
    public string? Label { get; init; }

    /// <summary>Null: inferred from the labels.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Kinds by column name.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Columns { get; init; } = FrozenDictionary<string, ColumnKind>.Empty;

    /// <summary>Levels in their order, by column name; such a column is ordinal unless <see cref="Columns"/> says otherwise.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Levels { get; init; } =
        FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Removed from the end of every label that has it, such as the dot in the labels of adult's test file.</summary>
    public string LabelSuffix { get; init; } = "";

    /// <summary>The columns whose cells must keep their spelling when they are read.</summary>
    public IEnumerable<string> SpelledOut => Levels.Keys.Concat(
        Columns.Where(pair => pair.Value is ColumnKind.Categorical or ColumnKind.Ordinal or ColumnKind.Text or ColumnKind.Date)
            .Select(pair => pair.Key));

    /// <summary>What is said of the column; null when nothing is.</summary>
    public ColumnKind? KindOf(string column) => Columns.TryGetValue(column, out ColumnKind kind) ? kind
        : Levels.ContainsKey(column) ? ColumnKind.Ordinal
        : null;
}
