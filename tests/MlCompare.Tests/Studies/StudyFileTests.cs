using MlCompare.Studies;

namespace MlCompare.Tests.Studies;

public sealed class StudyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");

    private string File => Path.Combine(folder.FullName, "study.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Written_and_read_is_the_same_plan()
    {
        Study study = new()
        {
            Name = "s",
            Datasets = ["a", "b"],
            Learners = [new LearnerPlan("x"), new LearnerPlan("y")],
            Contrasts = [new ContrastPlan("x", "y", "error", 0.01, "largest")],
            TimeLimitSeconds = 60,
        };
        StudyFile.Write(study, File);
        Assert.Equal(StudyFile.Hash(study), StudyFile.Hash(StudyFile.Read(File)));
        Assert.NotEqual(StudyFile.Hash(study), StudyFile.Hash(study with { Replicates = 6 }));
    }

    [Theory]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"replicats\": 3 }", "study.json, key 'replicats': there is no such key; use one of: name, datasets, learners, sizes,")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"] }", "study.json, key 'learners': this key is missing; add it")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [], \"learners\": [{ \"id\": \"x\" }] }", "no data sets")]
    [InlineData("{ \"name\": \"s\", \"datasets\": null, \"learners\": [{ \"id\": \"x\" }] }", "study.json, key 'datasets': the value is not of the kind that belongs here; mend it")]
    [InlineData("{ \"name\": null, \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }] }", "study.json, key 'name': the value is not of the kind")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [null], \"learners\": [{ \"id\": \"x\" }] }", "study.json, key 'datasets[0]': null says nothing here")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [\"x\"] }", "study.json, key 'learners[0]': braces { } with keys are expected here; use the keys id, options, alias")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"alias\": \"x\" }] }", "study.json, key 'learners[0].id': this key is missing")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\", \"name\": \"y\" }] }", "key 'learners[0].name': there is no such key; use one of: id, options, alias")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"replicates\": \"three\" }", "study.json, key 'replicates': the value is not of the kind")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"timeLimitSeconds\": 1e30 }", "the time limit must lie between 0 and 30 days")]
    [InlineData("{\n \"name\": \"s\",", "study.json, row 2: this is no valid JSON")]
    [InlineData("[]", "study.json: braces { } with keys are expected here")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"noise\": [0.1] }", "noise levels must ascend from 0")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"replicates\": 0 }", "replicates must be at least 1")]
    [InlineData("{ \"name\": \"s\", \"datasets\": [\"a\"], \"learners\": [{ \"id\": \"x\" }], \"contrasts\": [{ \"a\": \"x\", \"b\": \"z\", \"measure\": \"error\", \"margin\": 0.01, \"at\": \"largest\" }] }", "compares 'x' with 'z'")]
    [InlineData("not json", "study.json, row 1: this is no valid JSON")]
    public void Plan_that_cannot_be_right_is_refused_in_one_line(string text, string part)
    {
        System.IO.File.WriteAllText(File, text);
        InputException error = Assert.Throws<InputException>(() => StudyFile.Read(File));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
