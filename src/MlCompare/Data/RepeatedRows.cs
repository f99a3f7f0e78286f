using System.Globalization;

namespace MlCompare.Data;

/// <summary>
/// Rows whose inputs stand in a data set more than once. A split puts some of them on both sides, and a learner that keeps rows by heart
/// then looks better than it is on new ones: Barz and Denzler 2020 found 3 % such test images in CIFAR-10 and 10 % in CIFAR-100.
/// </summary>
/// <param name="Asked">Rows of the official test part, or of the whole where there is none.</param>
/// <param name="Rows">Those of them with the inputs of a training row, or of an earlier row.</param>
/// <param name="SameTarget">Those of them with its target too: copies rather than coincidence.</param>
internal sealed record RepeatedRows(bool Official, int Asked, int Rows, int SameTarget)
{
    /// <summary>A smaller share changes no answer.</summary>
    private const double LeastShare = 0.01;

    /// <summary>Null where images would have to be decoded for it.</summary>
    public static RepeatedRows? In(Dataset data)
    {
        if (RowKeys.Of(data.Features) is not ulong[] keys)
        {
            return null;
        }

        bool official = data.OfficialTestRows.Length > 0;
        HashSet<ulong> inputs = [];
        HashSet<(ulong, double)> whole = [];
        int rows = 0, same = 0;
        void Meet(int row, bool keep)
        {
            (ulong, double) both = (keys[row], data.Task == TaskKind.Regression ? data.Labels.Values[row] : data.Labels.Classes[row]);
            if (keep)
            {
                inputs.Add(keys[row]);
                whole.Add(both);
            }
            else if (inputs.Contains(keys[row]))
            {
                rows++;
                same += whole.Contains(both) ? 1 : 0;
            }
        }

        if (official)
        {
            HashSet<int> test = [.. data.OfficialTestRows];
            foreach (int row in Enumerable.Range(0, data.Count).Where(row => !test.Contains(row)))
            {
                Meet(row, keep: true);
            }

            foreach (int row in data.OfficialTestRows)
            {
                Meet(row, keep: false);
            }

            return new RepeatedRows(official, data.OfficialTestRows.Length, rows, same);
        }

        for (int row = 0; row < data.Count; row++)
        {
            Meet(row, keep: false);
            Meet(row, keep: true);
        }

        return new RepeatedRows(official, data.Count, rows, same);
    }

    /// <summary>What a reader of the data's description should know, and what to do; null below one row in a hundred.</summary>
    public static string? Remark(Dataset data) =>
        In(data) is not RepeatedRows repeated || repeated.Rows < LeastShare * repeated.Asked ? null
        : string.Create(CultureInfo.InvariantCulture, $"{repeated.Rows:N0} of {repeated.Asked:N0} {(repeated.Official ? "test rows have the inputs of a training row" : "rows repeat the inputs of an earlier one")}, {repeated.SameTarget:N0} of them its target too. ")
            + (repeated.Official ? "" : "A random split puts such rows on both sides. ")
            + "If they are copies, learners that keep rows by heart look better than they are on new rows: compare again without them.";
}
