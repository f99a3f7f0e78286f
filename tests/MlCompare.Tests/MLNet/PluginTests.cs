using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>A pipeline of somebody's own from the command line: the one of tools/mlnet-app, from its own assembly.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly TempFolder folder = new("mlnet-plugin");

    private static string Plugin { get; } = Path.Combine(
        Repository.Root, "artifacts", "bin", "MlCompare.MLNetApp", new DirectoryInfo(AppContext.BaseDirectory).Name, "MlCompare.MLNetApp.dll");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_compared_and_a_plan_loads_it_only_with_consent()
    {
        string table = Table(), results = Path.Combine(folder.Path, "out");
        (int exit, _, string error) = MlCompareProcess.Run(
            "compare", table, "--plugin", Plugin, "--learners", "customers,linear", "--sizes", "max", "--noise", "0", "--replicates", "2", "--workers", "1", "--out", results);
        Assert.True(exit == 0, error);
        StudyResults found = ResultStore.Read(results);
        Assert.Equal(["customers", "customers", "linear", "linear"], found.Rows.Select(row => row.Learner).Order());
        Assert.All(found.Rows, row => Assert.InRange(row.Metrics["error"], 0, 0.1));
        Assert.NotNull(found.Rows.First(row => row.Learner == "customers").Options["build"]);

        string plan = Path.Combine(results, "study.json");
        (exit, _, error) = MlCompareProcess.Run("run", plan);
        Assert.Equal(2, exit);
        Assert.Contains("--allow-plugin", error, StringComparison.Ordinal);
        Assert.Contains("MlCompare.MLNetApp.dll", error, StringComparison.Ordinal);
        (exit, _, error) = MlCompareProcess.Run("run", plan, "--allow-plugin");
        Assert.True(exit == 0, error);

        // The page needs no code of anybody's.
        Assert.Equal(0, MlCompareProcess.Run("report", results).ExitCode);
        Assert.Equal(2, MlCompareProcess.Run("submit", plan, "--tasks", "2", "--dry-run").ExitCode);
    }

    [Fact]
    public void What_is_no_assembly_or_has_no_learner_is_told_in_one_line()
    {
        string table = Table();
        foreach ((string file, string said) in (ReadOnlySpan<(string, string)>)
            [("nowhere.dll", "no such file"), (table, "cannot be loaded"), (typeof(Assert).Assembly.Location, "no learner"), (typeof(Study).Assembly.Location, "no learner")])
        {
            (int exit, _, string error) = MlCompareProcess.Run("compare", table, "--plugin", file, "--out", Path.Combine(folder.Path, "none"));
            Assert.Equal(2, exit);
            Assert.Contains(said, error, StringComparison.Ordinal);
            Assert.Single(error.Trim().Split('\n'));
        }

        Assert.False(Directory.Exists(Path.Combine(folder.Path, "none")));
    }

    private string Table()
    {
        Rng rng = new(4);
        return folder.Write("customers.csv", "Months,Bill,Plan,Left\n" + string.Concat(Enumerable.Range(0, 300).Select(_ =>
        {
            int months = rng.NextInt(60), bill = 20 + rng.NextInt(80);
            string plan = rng.NextInt(2) == 0 ? "monthly" : "yearly";
            return $"{months},{bill},{plan},{(plan == "monthly" && bill - months > 20 ? "yes" : "no")}\n";
        })));
    }
}
