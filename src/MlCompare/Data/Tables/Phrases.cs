namespace MlCompare.Data.Tables;

/// <summary>Wording shared by remarks and errors.</summary>
internal static class Phrases
{
    private const int MostListed = 10;

    /// <summary>"a, b, c and 4 more".</summary>
    public static string List(IReadOnlyCollection<string> items) => items.Count <= MostListed
        ? string.Join(", ", items)
        : $"{string.Join(", ", items.Take(MostListed))} and {items.Count - MostListed} more";

    /// <summary>The candidates, those most like the wanted name first (edit distance, without case).</summary>
    public static IEnumerable<string> Nearest(string wanted, IEnumerable<string> candidates) =>
        candidates.OrderBy(candidate => Distance(wanted.ToLowerInvariant(), candidate.ToLowerInvariant()));

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
