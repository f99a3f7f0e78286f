using MlCompare.Reports;

namespace MlCompare.Tests.Golden;

public sealed class ReportGoldenTests
{
    [Fact]
    public void The_results_on_file_are_those_of_the_script() =>
        GoldenFile.Matches("results.jsonl", GoldenStudy.Lines(GoldenStudy.Results));

    [Fact]
    public void The_report_says_what_it_said() =>
        GoldenFile.Matches("report.txt", VisibleText.Of(Rendered()));

    [Fact]
    public void The_same_results_give_the_same_bytes() => Assert.Equal(Rendered(), Rendered());

    [Fact]
    public void Writing_replaces_the_page_and_leaves_nothing_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory("mlcompare-report").FullName;
        try
        {
            string path = Path.Combine(folder, "report.html");
            File.WriteAllText(path, "old");
            ReportWriter.Write(GoldenStudy.Results, path);
            Assert.Equal(Rendered(), File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Rendered() => ReportWriter.Render(GoldenStudy.Parse(File.ReadAllText(GoldenFile.PathOf("results.jsonl"))));
}
