using System.Diagnostics;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>The app of tools/mlnet-app, run as its readers run it: it compares, saves the winner, loads it and predicts.</summary>
public class ExampleAppTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public void It_names_a_winner_and_predicts_with_it()
    {
        using TempFolder folder = new("mlnet-app");
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo info = new("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(Repository.Root, "artifacts", "bin", "MlCompare.MLNetApp", configuration, "MlCompare.MLNetApp.dll"), folder.Path },
        };
        using Process app = Process.Start(info)!;
        string said = app.StandardOutput.ReadToEnd();
        app.WaitForExit();
        Assert.True(app.ExitCode == 0, said);
        Assert.All(["ours", "boosting", "mlnet-lightgbm", "mlnet-fast-tree"], name => Assert.Matches($@"(?m)^{name} +error 0\.[0-9]+ .* with 1200 rows", said));
        Assert.Contains("36 trials, 36 completed", said, StringComparison.Ordinal);
        Assert.Matches(@"boosting against mlnet-lightgbm \(largest\): (better|worse|equivalent|inconclusive)", said);
        Assert.Contains("1500 rows there and back, Months, Bill, Plan", said, StringComparison.Ordinal);
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(folder.Path, "report.html")), StringComparison.Ordinal);
        Assert.Matches(@"leaves with probability 0\.[6-9]", said);
        Assert.Matches(@"cross-validated by ML\.NET: accuracy 0\.8", said);
    }
}
