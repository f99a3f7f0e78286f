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

        public void Started(int planned, int alreadyDone)
        {
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row) => Count++;

        public void Remark(string text)
        {
        }
    }
}
