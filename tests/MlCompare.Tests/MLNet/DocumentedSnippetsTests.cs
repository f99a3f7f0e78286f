using System.Text.RegularExpressions;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>What docs/mlnet.md shows is code of tools/mlnet-app, which is compiled with this solution and run by <c>ExampleAppTests</c>.</summary>
public partial class DocumentedSnippetsTests
{
    [Fact]
    public void Every_snippet_stands_in_the_app_word_for_word()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/mlnet.md"));
        string app = Code();
        string[] snippets = [.. Fence().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.InRange(snippets.Length, 7, 20);
        Assert.All(snippets, snippet => Assert.True(Stands(snippet, app), snippet));
    }

    [Fact]
    public void A_snippet_that_differs_in_one_name_is_found()
    {
        Assert.True(Stands("Dataset dataset = Dataset.FromDataView(customers, \"Left\");", Code()));
        Assert.False(Stands("Dataset dataset = Dataset.FromView(customers, \"Left\");", Code()));
    }

    private static bool Stands(string snippet, string app) => app.Contains(Plain(snippet), StringComparison.Ordinal);

    private static string Code() => Plain(string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "tools/mlnet-app"), "*.cs").Order().Select(File.ReadAllText)));

    /// <summary>Without the white space at either end of a line.</summary>
    private static string Plain(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
