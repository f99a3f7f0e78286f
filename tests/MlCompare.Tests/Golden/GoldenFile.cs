namespace MlCompare.Tests.Golden;

/// <summary>Compares text with a checked-in file. MLCOMPARE_ACCEPT=1 rewrites the file; the test fails that once.</summary>
internal static class GoldenFile
{
    public static string PathOf(string name) => Path.Combine(Root(), GoldenStudy.Folder, name);

    public static void Matches(string name, string actual)
    {
        string path = PathOf(name);
        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (actual == expected)
        {
            return;
        }

        string[] now = actual.Split('\n'), before = expected.Split('\n');
        int line = now.Zip(before).TakeWhile(pair => pair.First == pair.Second).Count();
        string difference = $"{name} line {line + 1}\n  expected: {before.ElementAtOrDefault(line)}\n  actual:   {now.ElementAtOrDefault(line)}";
        if (Environment.GetEnvironmentVariable("MLCOMPARE_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"Accepted: {difference}\nRun again without MLCOMPARE_ACCEPT.");
        }

        Assert.Fail($"{difference}\nIf the change is meant: MLCOMPARE_ACCEPT=1 dotnet test --filter Golden, then read the diff.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MlCompare.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("MlCompare.sln is in no folder above the tests.");
    }
}
