namespace MlCompare.Reports;

/// <summary>Names as they stand within a sentence.</summary>
internal static class Words
{
    // Titles that begin with a person's name keep their capital.
    private static readonly string[] Proper = ["Gaussian", "Laplace", "Bayes", "Nyström", "Fourier"];

    /// <summary>"Gradient boosting" → "gradient boosting"; "XGBoost", "MLP" and "Laplace kernel" stay.</summary>
    public static string InSentence(string title) =>
        title.Length < 2 || !char.IsUpper(title[0]) || !char.IsLower(title[1]) || title.Split(' ', '(')[0].Skip(1).Any(char.IsUpper)
            || Proper.Any(name => title.StartsWith(name, StringComparison.Ordinal))
            ? title
            : char.ToLowerInvariant(title[0]) + title[1..];

    // Titles that end in one of these are countable things and take an article in English; "gradient boosting" does not.
    private static readonly string[] Things = ["model", "network", "net", "machine", "class", "mean", "forest", "ensemble", "learner", "tree"];

    /// <summary>"the linear model", "gradient boosting".</summary>
    public static string WithArticle(string title)
    {
        string text = InSentence(title);
        string last = title.Split('(')[0].TrimEnd().Split(' ')[^1];
        return Things.Contains(last, StringComparer.OrdinalIgnoreCase)
            ? "the " + text
            : text;
    }

    public static string BeforeColon(string title) => title.Split(": ")[0].Trim();

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
