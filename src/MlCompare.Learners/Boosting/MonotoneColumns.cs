using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>The columns in which the prediction may only rise or only fall, found by name.</summary>
internal sealed class MonotoneColumns
{
    /// <summary>Columns that an error lists.</summary>
    private const int Shown = 20;

    private readonly Dictionary<int, int> signs = [];

    /// <param name="learner">For the line that refuses.</param>
    /// <param name="named">Name → 1 or −1; null for none.</param>
    /// <exception cref="InputException">A column that is not there, or that has no order.</exception>
    public MonotoneColumns(string learner, IReadOnlyDictionary<string, int>? named, FeatureTable table)
    {
        foreach ((string name, int sign) in named ?? new Dictionary<string, int>())
        {
            int position = Array.FindIndex([.. table.Columns], column => column.Name == name);
            if (position < 0)
            {
                throw new InputException(
                    $"option 'monotone' names the column '{name}', which is not there",
                    $"learner {learner}",
                    $"the columns are {string.Join(", ", table.Columns.Take(Shown).Select(column => column.Name))}{(table.Columns.Length > Shown ? ", …" : "")}");
            }

            if (table.Columns[position] is not (NumericColumn or CategoricalColumn { Ordered: true }))
            {
                throw new InputException(
                    $"option 'monotone' names the column '{name}', whose values have no order",
                    $"learner {learner}",
                    "name columns of numbers or of ordered levels");
            }

            signs[position] = sign;
        }
    }

    /// <summary>Encoded column → direction of the score; null when nothing is constrained.</summary>
    /// <param name="turned">True when a higher score means a lower prediction.</param>
    public int[]? Directions(InputEncoding encoding, bool turned) => signs.Count == 0
        ? null
        : [.. encoding.RawPositions.Select(position => signs.GetValueOrDefault(position) * (turned ? -1 : 1))];

    /// <summary>Binned column → direction of the score; null when nothing is constrained.</summary>
    /// <param name="turned">True when a higher score means a lower prediction.</param>
    public int[]? Directions(InputEncoding encoding, BinnedTable table, bool turned) =>
        Directions(encoding, turned) is int[] encoded ? [.. table.Source.Select(source => encoded[source])] : null;
}
