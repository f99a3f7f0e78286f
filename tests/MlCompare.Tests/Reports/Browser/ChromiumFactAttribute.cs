namespace MlCompare.Tests.Reports.Browser;

/// <summary>Where Chromium is; null where it is not.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static string? Path { get; } = Find();

    public static string? Absence { get; } = Path is null ? "Chromium is absent: apt-get install chromium, or set MLCOMPARE_CHROMIUM to its path." : null;

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("MLCOMPARE_CHROMIUM");
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Where(folder => folder.Length > 0);
        return File.Exists(named) ? named : folders.SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>A fact that needs Chromium; skipped, with the reason, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Absence!;
}

/// <summary>A theory that needs Chromium; skipped, with the reason, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.Absence!;
}
