using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class ResultStoreTests
{
    [Fact]
    public void File_cut_at_any_byte_resumes_to_the_same_bytes()
    {
        using CoinStudy coins = new();
        coins.Run();
        string expected = coins.Comparable();
        byte[] whole = File.ReadAllBytes(coins.Results);
        Rng rng = new(12);
        for (int trial = 0; trial < 25; trial++)
        {
            File.WriteAllBytes(coins.Results, whole[..rng.NextInt(whole.Length)]);
            coins.Run();
            Assert.Equal(expected, coins.Comparable());
        }
    }

    [Fact]
    public void Rows_waiting_for_their_turn_survive_a_kill()
    {
        using CoinStudy coins = new();
        coins.Run();
        string expected = coins.Comparable();
        string[] lines = File.ReadAllLines(coins.Results);

        // As after a kill in which trial 2 was still running while 3 and 4 had ended; the last waiting line is torn.
        File.WriteAllText(coins.Results, string.Join('\n', lines[..2]) + "\n");
        File.WriteAllText(coins.Pending, string.Join('\n', lines[3..5]) + "\n" + lines[5][..40]);
        Ended counter = new();
        coins.Run(progress: counter);
        Assert.Equal(expected, coins.Comparable());
        Assert.Equal(lines.Length - 1 - 3, counter.Count);
    }

    [Fact]
    public void Another_plan_in_the_folder_is_refused()
    {
        using CoinStudy coins = new();
        coins.Run();
        Study other = coins.Study with { Seed = 2 };
        InputException error = Assert.Throws<InputException>(() =>
            new StudyRunner(other, [new CoinStudy.TossSource()], CoinStudy.StandardPlugins).Run(coins.Folder, 1, new NoProgress(), default));
        Assert.Equal("it holds results of another plan", error.What);
        Assert.Contains("--out", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_under_the_same_name_are_refused_and_the_results_stay()
    {
        using CoinStudy coins = new();
        coins.Run();
        string before = File.ReadAllText(coins.Results);
        InputException error = Assert.Throws<InputException>(() =>
            new StudyRunner(coins.Study, [new OtherToss()], CoinStudy.StandardPlugins).Run(coins.Folder, 1, new NoProgress(), default));
        Assert.Matches("^data set 'toss' has changed since \\(content [0-9a-f]{12}…, now [0-9a-f]{12}…\\)$", error.What);
        Assert.Equal("use another --out, or bring the old data back", error.Remedy);
        Assert.Equal(before, File.ReadAllText(coins.Results));

        // The same data again go on.
        coins.Run();
        Assert.Equal(before, File.ReadAllText(coins.Results));
    }

    [Fact]
    public void Damaged_line_is_named()
    {
        using CoinStudy coins = new();
        coins.Run();
        string[] lines = File.ReadAllLines(coins.Results);
        lines[4] = "{\"key\": oops";
        File.WriteAllText(coins.Results, string.Join('\n', lines) + "\n");
        InputException error = Assert.Throws<InputException>(() => coins.Run());
        Assert.StartsWith("line 5 is not what mlcompare wrote", error.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"error\":0", "\"error\":1", "line 3 was changed after it was written (its checksum does not fit)")]
    [InlineData(",\"check\":\"", ",\"Check\":\"", "line 3 has no checksum at its end")]
    public void Edited_line_is_named_and_runs_again_when_it_is_taken_out(string from, string to, string what)
    {
        using CoinStudy coins = new();
        coins.Run();
        string expected = coins.Comparable();
        string[] lines = File.ReadAllLines(coins.Results);
        Assert.Contains(from, lines[2], StringComparison.Ordinal);
        File.WriteAllLines(coins.Results, [.. lines[..2], lines[2].Replace(from, to, StringComparison.Ordinal), .. lines[3..]]);
        Assert.Equal(what, Assert.Throws<InputException>(() => coins.Run()).What);
        Assert.Equal(what, Assert.Throws<InputException>(() => ResultStore.Read(coins.Folder)).What);
        File.WriteAllLines(coins.Results, [.. lines[..2], .. lines[3..]]);
        coins.Run();
        Assert.Equal(expected, coins.Comparable());
    }

    [Fact]
    public void Edited_header_is_named()
    {
        using CoinStudy coins = new();
        coins.Run();
        File.WriteAllText(coins.Results, File.ReadAllText(coins.Results).Replace("\"schema\":2", "\"schema\":3", StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(() => coins.Run());
        Assert.StartsWith("line 1 was changed", error.What, StringComparison.Ordinal);
        Assert.EndsWith("; put it back as it was, or start anew with --new (what is there is kept)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_the_first_schema_are_read_and_get_checksums_on_resuming()
    {
        using CoinStudy coins = new();
        coins.Run();
        string now = coins.Comparable();
        string old = CoinStudy.WithoutTimes(File.ReadAllText(coins.Results)).Replace("\"schema\":2", "\"schema\":1", StringComparison.Ordinal);
        Assert.DoesNotContain("\"check\"", old, StringComparison.Ordinal);
        File.WriteAllText(coins.Results, old);
        Assert.Equal(24, ResultStore.Read(coins.Folder).Rows.Length);
        Ended counter = new();
        coins.Run(progress: counter);
        Assert.Equal((0, now), (counter.Count, coins.Comparable()));
        Assert.All(File.ReadLines(coins.Results), line => Assert.Matches(",\"check\":\"[0-9a-f]{8}\"}$", line));
    }

    [Fact]
    public void Rows_of_another_build_are_kept_and_told()
    {
        using CoinStudy coins = new();
        coins.Run();
        StudyResults before = ResultStore.Read(coins.Folder);
        ResultStore.Write(coins.Folder, before.Header, [.. before.Rows.Select((row, i) => i < 5 ? row with { Revision = "0.0.1+old" } : row)]);
        Ended counter = new();
        StudyResults after = coins.Run(progress: counter);
        Assert.Equal(0, counter.Count);
        Assert.StartsWith("5 of the rows that are here were made by 0.0.1+old", Assert.Single(counter.Remarks), StringComparison.Ordinal);
        Assert.Equal(5, after.Rows.Count(row => row.Revision == "0.0.1+old"));
    }

    [Fact]
    public void Set_aside_results_lie_in_a_folder_of_their_own_and_the_plan_starts_anew()
    {
        using CoinStudy coins = new();
        Assert.Null(ResultStore.SetAside(coins.Folder));
        coins.Run();
        string first = File.ReadAllText(coins.Results);
        string old = ResultStore.SetAside(coins.Folder)!;
        Assert.Equal("old-1", Path.GetFileName(old));
        Ended counter = new();
        coins.Run(progress: counter);
        Assert.Equal(24, counter.Count);
        Assert.Equal(first, File.ReadAllText(Path.Combine(old, ResultStore.ResultsName)));
        Assert.Equal("old-2", Path.GetFileName(ResultStore.SetAside(coins.Folder)));
    }

    [Fact]
    public void Second_writer_is_refused_while_the_first_is_at_work()
    {
        using CoinStudy coins = new();
        coins.Run();
        using (ResultStore.Open(coins.Folder, ResultStore.Read(coins.Folder).Header, [], out _))
        {
            InputException error = Assert.Throws<InputException>(() => coins.Run());
            Assert.Contains("another mlcompare", error.What, StringComparison.Ordinal);
        }

        coins.Run();
    }

    [Fact]
    public void Reading_gives_back_study_header_and_rows()
    {
        using CoinStudy coins = new();
        StudyResults written = coins.Run();
        StudyResults read = ResultStore.Read(coins.Folder);
        Assert.Equal(StudyFile.Hash(written.Study), StudyFile.Hash(read.Study));
        Assert.Equal(written.Header.Planned, read.Header.Planned);
        Assert.Equal(written.Rows.Select(row => row.Key), read.Rows.Select(row => row.Key));
        Assert.Equal(written.Rows.Select(row => row.Metrics["error"]), read.Rows.Select(row => row.Metrics["error"]));
    }

    private sealed class Ended : IStudyProgress
    {
        public int Count { get; private set; }

        public List<string> Remarks { get; } = [];

        public void Started(int planned, int alreadyDone)
        {
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row) => Count++;

        public void Remark(string text) => Remarks.Add(text);
    }

    /// <summary>One toss more of the forty comes up tails.</summary>
    private sealed class OtherToss : IDatasetSource
    {
        private readonly CoinStudy.TossSource sound = new();

        public string Id => sound.Id;

        public string Title => sound.Title;

        public Modality Modality => sound.Modality;

        public TaskKind Task => sound.Task;

        public bool FreshDraws => sound.FreshDraws;

        public Dataset Load(ulong sampleSeed)
        {
            Dataset data = sound.Load(sampleSeed);
            return new Dataset(Id, Title, data.Features, data.Labels.WithClasses([1, .. data.Labels.Classes[1..]]), data.Provenance);
        }
    }
}
