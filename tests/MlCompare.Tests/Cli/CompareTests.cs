using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Collection(OneConsole.Name)]
public class CompareTests
{
    private static readonly string[] Small = ["--sizes", "50,max", "--noise", "0,0.2", "--replicates", "2", "--learners", "constant,linear"];

    [Fact]
    public void From_a_table_to_a_report()
    {
        using TempFolder folder = new("compare");
        string target = Path.Combine(folder.Path, "out");
        (int exitCode, string output, string error) = InProcess.Run(["compare", Table(folder, "mine.csv"), "--out", target, .. Small]);
        Assert.True(exitCode == 0, error);
        Assert.Contains("On mine.csv (120 rows)", output, StringComparison.Ordinal);
        Assert.Matches(@"Linear model +[01]\.\d{4} ", output);
        Assert.Contains($"Report: {Path.Combine(target, "report.html")}", output, StringComparison.Ordinal);
        Assert.StartsWith("12 trials.", error, StringComparison.Ordinal);
        StudyResults results = ResultStore.Read(target);
        Assert.Equal((12, 12), (results.Header.Planned, results.Rows.Length));
        Assert.Equal(12, results.Rows.Count(row => row.Outcome == Outcome.Completed));
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
        Assert.Equal(["report.html", "results.jsonl", "study.json"], Directory.GetFiles(target).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Rows_that_stand_twice_are_told_at_once_and_in_the_report()
    {
        using TempFolder folder = new("repeated");
        string table = Table(folder, "mine.csv"), target = Path.Combine(folder.Path, "out");
        File.AppendAllLines(table, File.ReadAllLines(table)[1..7]);
        (int exitCode, _, string error) = InProcess.Run(["compare", table, "--out", target, .. Small]);
        Assert.True(exitCode == 0, error);
        Assert.Contains("note: mine: 6 of 126 rows repeat the inputs of an earlier one, 6 of them its target too.", error, StringComparison.Ordinal);
        Assert.Contains("6 of 126 rows repeat", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lead_that_lies_in_copies_is_told_with_the_answer()
    {
        using TempFolder folder = new("copies");
        Rng rng = new(6);
        string[] rows = [.. Enumerable.Range(0, 300).Select(_ => FormattableString.Invariant($"{rng.NextDouble():0.0000},{rng.NextDouble():0.0000},{(rng.NextDouble() < 0.5 ? "yes" : "no")}"))];
        string table = folder.Write("coins.csv", string.Join('\n', ["a,b,y", .. rows, .. rows[..150]])), target = Path.Combine(folder.Path, "out");
        (int exitCode, _, string error) = InProcess.Run(["compare", table, "--out", target, "--sizes", "max", "--noise", "0", "--learners", "linear,extra-trees"]);
        Assert.True(exitCode == 0, error);
        string page = System.Net.WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(target, "report.html")));
        Assert.Matches(@"Warning: \d\d.% of the test rows have the inputs of a training row\. There extra trees is ahead of the linear model by \d\d\.\d.points, on the others", page);
    }

    [Fact]
    public void Why_runs_the_changes_with_a_baseline_and_says_so_in_the_report()
    {
        using TempFolder folder = new("why");
        string target = Path.Combine(folder.Path, "out");
        (int exitCode, _, string error) = InProcess.Run(
            ["compare", Table(folder, "mine.csv"), "--out", target, "--sizes", "50", "--noise", "0", "--replicates", "2", "--learners", "linear", "--why", "rotated-columns"]);
        Assert.True(exitCode == 0, error);
        StudyResults results = ResultStore.Read(target);
        Assert.Equal(["constant", "linear"], results.Study.Learners.Select(plan => plan.Id));
        Assert.Equal([0.5, 0.5, 1, 1], results.Rows.Where(results.ChangesStructure).Where(row => row.Learner == "linear").Select(row => row.Conditions["rotated-columns"]).Order());
        Assert.Contains("Axes turned by 90", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_command_again_runs_nothing_and_report_writes_the_same_bytes()
    {
        using TempFolder folder = new("again");
        string target = Path.Combine(folder.Path, "out");
        string table = Table(folder, "mine.csv");
        InProcess.Run(["compare", table, "--out", target, .. Small]);
        byte[] page = File.ReadAllBytes(Path.Combine(target, "report.html"));
        (int exitCode, _, string error) = InProcess.Run(["compare", table, "--out", target, .. Small]);
        Assert.Equal((0, "12 trials, 12 of them already there."), (exitCode, error.Trim()));
        Assert.Equal(page, File.ReadAllBytes(Path.Combine(target, "report.html")));
        File.Delete(Path.Combine(target, "report.html"));
        Assert.Equal(0, InProcess.Run("report", target).ExitCode);
        Assert.Equal(page, File.ReadAllBytes(Path.Combine(target, "report.html")));
    }

    [Fact]
    public void A_folder_with_another_plan_is_left_alone()
    {
        using TempFolder folder = new("plan");
        string target = Path.Combine(folder.Path, "out");
        string table = Table(folder, "mine.csv");
        InProcess.Run(["compare", table, "--out", target, .. Small]);
        string[] before = Contents(target);
        string line = InProcess.Refused(["compare", table, "--out", target, .. Small, "--seed", "2"]);
        Assert.Equal($"{Path.Combine(target, "results.jsonl")}: it holds results of another plan; use another --out, or start anew with --new (what is there is kept)", line);
        Assert.Equal(before, Contents(target));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused()
    {
        using TempFolder folder = new("nofolder");
        string table = Table(folder, "mine.csv");
        Assert.Equal($"{table}: this is a file, and results need a folder; use another --out", InProcess.Refused(["compare", table, "--out", table, .. Small]));
        string below = Path.Combine(table, "out");
        Assert.StartsWith($"{below}: the folder cannot be made (", InProcess.Refused(["compare", table, "--out", below, .. Small]), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_in_a_study_start_at_its_folder()
    {
        using TempFolder folder = new("paths");
        string table = Path.GetRelativePath(Environment.CurrentDirectory, Table(folder, "data/mine.csv"));
        string first = Path.Combine(folder.Path, "out");
        InProcess.Run(["compare", table, "--out", first, .. Small]);
        Assert.Equal(["../data/mine.csv"], StudyFile.Read(Path.Combine(first, "study.json")).Datasets.ToArray());

        // The folder moves as a whole; results elsewhere get a path of their own.
        string moved = Path.Combine(folder.Path, "moved");
        Directory.CreateDirectory(moved);
        Directory.Move(Path.Combine(folder.Path, "data"), Path.Combine(moved, "data"));
        Directory.Move(first, Path.Combine(moved, "out"));
        string study = Path.Combine(moved, "out", "study.json");
        Assert.Equal("12 trials, 12 of them already there.", InProcess.Run("run", study).Error.Trim());
        Assert.Equal(0, InProcess.Run("run", study, "--out", Path.Combine(moved, "deep", "out")).ExitCode);
        Assert.Equal(["../../data/mine.csv"], StudyFile.Read(Path.Combine(moved, "deep", "out", "study.json")).Datasets.ToArray());

        File.Delete(Path.Combine(moved, "data", "mine.csv"));
        Assert.StartsWith("../data/mine.csv: there is neither a data set with this id", InProcess.Refused("run", study), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_data_sets_with_one_id_are_refused()
    {
        using TempFolder folder = new("twins");
        string[] tables = [Table(folder, "one/a.csv"), Table(folder, "two/a.csv")];
        string study = Path.Combine(folder.Path, "study.json");
        StudyFile.Write(new Study { Name = "twins", Datasets = [.. tables], Learners = [new LearnerPlan("linear")] }, study);
        Assert.Equal(
            $"study 'twins': '{tables[0]}' and '{tables[1]}' are both called 'a'; rename one of the files or folders",
            InProcess.Refused("run", study, "--out", Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public void A_trial_that_fails_is_said_and_gives_exit_code_1()
    {
        using TempFolder folder = new("failing");
        (int exitCode, _, string error) = InProcess.Run(
            "compare", Table(folder, "mine.csv"), "--out", Path.Combine(folder.Path, "out"), "--sizes", "max", "--noise", "0", "--replicates", "2", "--learners", "constant,mlp", "--time-limit", "0.001s");
        Assert.Equal(1, exitCode);
        Assert.Contains("failed: mine, mlp, 96 rows, replicate 1: time limit of 0.001 s reached", error, StringComparison.Ordinal);
        Assert.Contains(" of 4 trials failed; the report says why.", error, StringComparison.Ordinal);
    }

    private static string[] Contents(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path => $"{path}: {File.ReadAllText(path)}")];

    private static string Table(TempFolder folder, string name)
    {
        Rng rng = new(5);
        return folder.Write(name, "a,b,colour,y\n" + string.Concat(Enumerable.Range(0, 120).Select(_ =>
        {
            double a = rng.NextDouble();
            double b = rng.NextDouble();
            return FormattableString.Invariant($"{a:0.000},{b:0.000},{(rng.NextDouble() < 0.5 ? "red" : "blue")},{(a + b > 1 ? "yes" : "no")}\n");
        })));
    }
}
