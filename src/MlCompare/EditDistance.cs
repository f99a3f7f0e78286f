namespace MlCompare;

/// <summary>Finds what somebody who mistyped an id may have meant.</summary>
internal static class EditDistance
{
    /// <summary>The nearest of the words when at most two letters must be added, dropped or changed; null when none is that near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words) => words
        .Select(word => (Word: word, Distance: Between(typed, word)))
        .Where(candidate => candidate.Distance <= 2 && candidate.Distance < candidate.Word.Length / 2)
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Word)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance.</summary>
    private static int Between(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
