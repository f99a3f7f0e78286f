using MlCompare.OnnxRuntime;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Onnx;

/// <summary>The command from a table to a checked file and its line in the report; and what it refuses.</summary>
[Collection(OneConsole.Name)]
public class ExportCommandTests
{
    [Fact]
    public void The_winner_of_a_study_leaves_as_onnx_and_the_report_says_so()
    {
        using TempFolder folder = new("export-winner");
        string study = Path.Combine(folder.Path, "study"), table = folder.Write("customers.csv", Table());
        Assert.Equal(0, InProcess.Run("compare", table, "--learners", "linear,constant", "--sizes", "max", "--noise", "0", "--replicates", "2", "--out", study).ExitCode);

        (int code, string output, string error) = InProcess.Run("export", study);
        Assert.True(code == 0, error);
        string file = Path.Combine(study, "customers-linear.onnx");
        Assert.Contains(file, output, StringComparison.Ordinal);
        Assert.True(new FileInfo(file).Length > 500);
        string page = File.ReadAllText(Path.Combine(study, "report.html"));
        Assert.Contains("Models that were exported", page, StringComparison.Ordinal);
        Assert.Contains("customers-linear.onnx", page, StringComparison.Ordinal);
        Assert.Contains(new OnnxRuntimeCheck().Missing is null ? "largest difference of a probability on 50 held-out rows" : "Not checked", output, StringComparison.Ordinal);

        // The page made again is the same page.
        Assert.Equal(0, InProcess.Run("report", study).ExitCode);
        Assert.Equal(page, File.ReadAllText(Path.Combine(study, "report.html")));

        Assert.Contains("is there already", InProcess.Refused("export", study), StringComparison.Ordinal);
        Assert.Equal(0, InProcess.Run("export", study, "--overwrite").ExitCode);
        Assert.Contains("the study says that itself", InProcess.Refused("export", study, "--label", "churned"), StringComparison.Ordinal);
        Assert.Contains("'nobody'", InProcess.Refused("export", study, "--learner", "nobody"), StringComparison.Ordinal);
        Assert.Contains("no data set of the study", InProcess.Refused("export", study, "--dataset", "adult"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_one_line_and_leaves_nothing()
    {
        using TempFolder folder = new("export-refused");
        string table = folder.Write("customers.csv", Table());
        string[] export = ["export", table, "--learner", "linear", "--out"];
        Assert.Contains("no file can be written there", InProcess.Refused([.. export, Path.Combine(folder.Path, "absent", "model.onnx")]), StringComparison.Ordinal);
        Assert.Contains("this is a folder", InProcess.Refused([.. export, folder.Path]), StringComparison.Ordinal);
        Assert.Contains("no learner is named", InProcess.Refused("export", table), StringComparison.Ordinal);
        Assert.Contains("'absent'", InProcess.Refused([.. export, Path.Combine(folder.Path, "x.onnx"), "--label", "absent"]), StringComparison.Ordinal);
        Assert.Contains("nowhere.csv", InProcess.Refused("export", Path.Combine(folder.Path, "nowhere.csv"), "--learner", "linear"), StringComparison.Ordinal);
        Assert.Equal(["customers.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_model_that_onnx_has_no_words_for_says_why()
    {
        using TempFolder folder = new("export-texts");
        string texts = folder.Write("mails.csv", "text,spam\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"\"{(i % 2 == 0 ? "win a prize now" : "see you at noon")} dear reader number {i} of the list\",{(i % 2 == 0 ? "yes" : "no")}\n")));
        string line = InProcess.Refused("export", texts, "--learner", "spectrum-kernel", "--out", Path.Combine(folder.Path, "m.onnx"));
        Assert.Contains("column 'text' is read by a hash", line, StringComparison.Ordinal);
        Assert.Equal(["mails.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));

        // Others have.
        (int code, string output, string error) = InProcess.Run("export", texts, "--learner", "linear", "--out", Path.Combine(folder.Path, "m.onnx"));
        Assert.True(code == 0, error);
        Assert.Contains(new OnnxRuntimeCheck().Missing is null ? "largest difference of a probability" : "Not checked", output, StringComparison.Ordinal);
    }

    private static string Table()
    {
        Rng rng = new(3);
        return "age,visits,town,churned\n" + string.Concat(Enumerable.Range(0, 250).Select(_ =>
        {
            (int age, int visits) = (rng.NextInt(60) + 20, rng.NextInt(30));
            return $"{age},{(rng.NextInt(9) == 0 ? "" : visits)},{(rng.NextInt(2) == 0 ? "Bonn" : "Köln")},{(visits < 12 || age > 70 ? "yes" : "no")}\n";
        }));
    }
}
