using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.MLNet;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>With ML.NET its trainers are there; without, everything that lists learners says so. Either way the build decides it.</summary>
public class MlNetEngineTests
{
    [Fact]
    public void Its_learners_are_found_or_named_as_lacking()
    {
        MlNetEngine engine = new();
        string[] found = [.. Catalog.Scan<ILearner>(typeof(MlNetEngine).Assembly).All.Select(learner => learner.Id)];
        if (engine.State.Missing is null)
        {
            Assert.Equal(MlNetEngine.Learners, found);
            Assert.Empty(((IEngine)engine).LackingLearners);
            Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+, .+", engine.State.Version);
        }
        else
        {
            Assert.Empty(found);
            Assert.Equal(MlNetEngine.Learners, ((IEngine)engine).LackingLearners);
            Assert.Contains("dotnet build -p:MlNet=on", engine.State.Missing, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("list", "learners")]
    public void What_lists_engines_names_it_and_its_learners(params string[] command)
    {
        (int exitCode, string said, _) = MlCompareProcess.Run(command);
        Assert.Equal(0, exitCode);
        Assert.All(MlNetEngine.Learners, learner => Assert.Contains(learner, said, StringComparison.Ordinal));
        Assert.Equal(new MlNetEngine().State.Missing is not null, said.Contains("this program was built without ML.NET", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_feed_without_what_is_optional_is_an_answer_and_no_error()
    {
        using TempFolder folder = new("mlnet-feed");
        string feed = Directory.CreateDirectory(Path.Combine(folder.Path, "feed")).FullName;
        string said = Ask(folder.Path, $"-p:RestoreSources={feed}");
        Assert.Contains("is not on the package feed", said, StringComparison.Ordinal);
        Assert.Contains("built without export to ONNX", said, StringComparison.Ordinal);
        Assert.Equal("false", File.ReadAllText(Path.Combine(folder.Path, "answer", "found.txt")).Trim());
        Assert.Equal("none", File.ReadAllText(Path.Combine(folder.Path, "onnx", "found.txt")).Trim());

        // Kept: the feed is not asked again.
        Assert.DoesNotContain("package feed", Ask(folder.Path, $"-p:RestoreSources={feed}"), StringComparison.Ordinal);
        Assert.DoesNotContain("package feed", Ask(folder.Path, "-p:MlNet=off"), StringComparison.Ordinal);
    }

    /// <summary>Projects restore side by side: one may be read before another has the answer, and take its packages after.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void An_answer_that_another_project_got_meanwhile_is_taken()
    {
        using TempFolder folder = new("mlnet-race");
        string other = Path.Combine(folder.Path, "other.targets");
        File.WriteAllText(other, """<Project><Target Name="OtherAnswers"><WriteLinesToFile File="$(MlNetAnswer)" Lines="true" Overwrite="true" /></Target></Project>""");
        string said = Ask(folder.Path, $"-p:CustomAfterMicrosoftCommonTargets={other}", "OtherAnswers;CollectPackageReferences", "-getItem:PackageReference");
        Assert.Contains("\"Identity\": \"Microsoft.ML\"", said, StringComparison.Ordinal);
    }

    private static string Ask(string folder, string property, string targets = "AskFeedForMlNet", params string[] more)
    {
        string project = Path.Combine(Repository.Root, "src/MlCompare.MLNet/MlCompare.MLNet.csproj");
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            // With the packages on the disk no feed is asked.
            Environment = { ["NUGET_PACKAGES"] = Path.Combine(folder, "packages") },
            ArgumentList = { "msbuild", project, "-nologo", $"-t:{targets}", Answers(folder, "MlNet", "answer"), Answers(folder, "Onnx", "onnx"), property },
        };
        foreach (string argument in more)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    private static string Answers(string folder, string subject, string name) => $"-p:{subject}Folder={Path.Combine(folder, name)}{Path.DirectorySeparatorChar}";
}
